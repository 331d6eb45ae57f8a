package peleus.thetis.columns

import org.apache.spark.sql.types._
import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

import peleus.thetis.records.Cells

/** A column over an array of flags that tell where it is null. */
private[thetis] abstract class NullableVector(of: DataType, nulls: Array[Boolean]) extends Vector(of) {
  final override def isNullAt(row: Int): Boolean = nulls(row)
}

private[thetis] final class LongVector(of: DataType, values: Array[Long], nulls: Array[Boolean])
    extends NullableVector(of, nulls) {
  override def getLong(row: Int): Long = values(row)

  override def getDecimal(row: Int, precision: Int, scale: Int): Decimal =
    Decimal.createUnsafe(values(row), precision, scale)
}

private[thetis] final class IntVector(of: DataType, values: Array[Int], nulls: Array[Boolean])
    extends NullableVector(of, nulls) {
  override def getInt(row: Int): Int = values(row)
}

private[thetis] final class DoubleVector(values: Array[Double], nulls: Array[Boolean])
    extends NullableVector(DoubleType, nulls) {
  override def getDouble(row: Int): Double = values(row)
}

private[thetis] final class BooleanVector(values: Array[Boolean], nulls: Array[Boolean])
    extends NullableVector(BooleanType, nulls) {
  override def getBoolean(row: Int): Boolean = values(row)
}

/** Texts that are slices of the buffer. */
private[thetis] final class SliceVector(cells: Cells, nulls: Array[Boolean]) extends NullableVector(StringType, nulls) {
  override def getUTF8String(row: Int): UTF8String =
    UTF8String.fromAddress(cells.bytes, Platform.BYTE_ARRAY_OFFSET.toLong + cells.offsets(row), cells.lengths(row))
}

/** One of a few texts by row. */
private[thetis] final class WordVector(words: Array[UTF8String], chosen: Array[Byte]) extends Vector(StringType) {
  override def isNullAt(row: Int): Boolean = false
  override def getUTF8String(row: Int): UTF8String = words(chosen(row).toInt)
}

/** The same number in every row. */
private[thetis] final class ConstantVector(value: Int) extends Vector(IntegerType) {
  override def isNullAt(row: Int): Boolean = false
  override def getInt(row: Int): Int = value
}

/** The same text in every row. */
private[thetis] final class ConstantTextVector(value: String) extends Vector(StringType) {
  private val text = UTF8String.fromString(value)
  override def isNullAt(row: Int): Boolean = false
  override def getUTF8String(row: Int): UTF8String = text
}

/** Texts as objects, for columns that are mostly null. */
private[thetis] final class TextVector(values: Array[UTF8String]) extends Vector(StringType) {
  override def isNullAt(row: Int): Boolean = values(row) == null
  override def getUTF8String(row: Int): UTF8String = values(row)
}

/** Bytes as objects, likewise. */
private[thetis] final class BinaryVector(values: Array[Array[Byte]]) extends Vector(BinaryType) {
  override def isNullAt(row: Int): Boolean = values(row) == null
  override def getBinary(row: Int): Array[Byte] = values(row)
}
