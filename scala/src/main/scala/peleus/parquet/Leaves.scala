package peleus.parquet

import org.apache.parquet.column.ColumnWriter
import org.apache.parquet.io.api.Binary
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters
import org.apache.spark.sql.types.{Decimal, DecimalType}
import org.apache.spark.unsafe.Platform

/** Brings single values to one column of a file, each in the type that Spark's converter of schemas gives it. */
private abstract class Leaf(name: String, nullable: Boolean, column: ColumnWriter)
    extends NullableFeed(name, nullable) {
  final override def nothing(repetition: Int, definition: Int): Unit = column.writeNull(repetition, definition)
}

private final class LongFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    column.write(from.getLong(ordinal), repetition, definition)
}

/** Integers, and dates as days since 1970. */
private final class IntFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    column.write(from.getInt(ordinal), repetition, definition)
}

private final class DoubleFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    column.write(from.getDouble(ordinal), repetition, definition)
}

private final class BooleanFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    column.write(from.getBoolean(ordinal), repetition, definition)
}

/** Decimals as their digits without a point, in four bytes where these suffice. */
private final class DecimalFeed(name: String, nullable: Boolean, of: DecimalType, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  private val isShort = of.precision <= Decimal.MAX_INT_DIGITS

  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit = {
    val digits = from.getDecimal(ordinal, of.precision, of.scale).toUnscaledLong
    if (isShort) column.write(digits.toInt, repetition, definition) else column.write(digits, repetition, definition)
  }
}

/** Texts where they lie, without a copy: the column copies what it keeps. */
private final class TextFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit = {
    val text = from.getUTF8String(ordinal)
    val value = text.getBaseObject match {
      case bytes: Array[Byte] =>
        val start = (text.getBaseOffset - Platform.BYTE_ARRAY_OFFSET).toInt
        Binary.fromReusedByteArray(bytes, start, text.numBytes)
      case _ => Binary.fromConstantByteArray(text.getBytes)
    }
    column.write(value, repetition, definition)
  }
}

private final class BinaryFeed(name: String, nullable: Boolean, column: ColumnWriter)
    extends Leaf(name, nullable, column) {
  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    column.write(Binary.fromReusedByteArray(from.getBinary(ordinal)), repetition, definition)
}
