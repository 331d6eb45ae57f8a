package peleus.parquet

import org.apache.parquet.column.ColumnWriter
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters
import org.apache.spark.sql.types._

/** Brings the values of one column of rows to the columns of a file, of which a struct has several.
  *
  * `repetition` and `definition` are Parquet's levels: in which of the lists around it a value goes on, and how much of
  * the way to it is there ("Dremel: Interactive Analysis of Web-Scale Datasets", VLDB 2010, section 4).
  */
private[parquet] abstract class Feed {

  /** Writes what stands at an ordinal of a row, of a struct or of an array.
    *
    * @param definition
    *   the level of what it stands in
    */
  def write(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit

  /** Writes that nothing is there, as something around it is null or empty. */
  def nothing(repetition: Int, definition: Int): Unit
}

private[parquet] object Feed {

  /** The feed of a column.
    *
    * @param columns
    *   gives those of the file, in the order of its schema
    * @throws IllegalArgumentException
    *   when it has a type that no checked table has
    */
  def apply(name: String, of: DataType, nullable: Boolean, columns: Iterator[ColumnWriter], depth: Int = 0): Feed =
    of match {
      case ArrayType(element, containsNull) =>
        new ListFeed(name, nullable, apply(s"$name.element", element, containsNull, columns, depth + 1), depth + 1)
      case StructType(fields) =>
        val inner = fields.map(f => apply(s"$name.${f.name}", f.dataType, f.nullable, columns, depth))
        new StructFeed(name, nullable, inner)
      case StringType                                               => new TextFeed(name, nullable, columns.next())
      case LongType                                                 => new LongFeed(name, nullable, columns.next())
      case IntegerType | DateType                                   => new IntFeed(name, nullable, columns.next())
      case DoubleType                                               => new DoubleFeed(name, nullable, columns.next())
      case BooleanType                                              => new BooleanFeed(name, nullable, columns.next())
      case BinaryType                                               => new BinaryFeed(name, nullable, columns.next())
      case d: DecimalType if d.precision <= Decimal.MAX_LONG_DIGITS =>
        new DecimalFeed(name, nullable, d, columns.next())
      case other => throw new IllegalArgumentException(s"$name is ${other.sql}, which no checked table has")
    }
}

/** What may be null, or must not be. */
private abstract class NullableFeed(name: String, nullable: Boolean) extends Feed {

  /** Writes what is there; `definition` is its own level. */
  protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit

  final override def write(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit =
    if (!from.isNullAt(ordinal)) present(from, ordinal, repetition, if (nullable) definition + 1 else definition)
    else if (nullable) nothing(repetition, definition)
    else throw new IllegalStateException(s"$name is null, and was to have no nulls")
}

private final class ListFeed(name: String, nullable: Boolean, element: Feed, depth: Int)
    extends NullableFeed(name, nullable) {

  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit = {
    val list = from.getArray(ordinal)
    val count = list.numElements()
    if (count == 0) element.nothing(repetition, definition)
    else {
      element.write(list, 0, repetition, definition + 1)
      var i = 1
      while (i < count) {
        element.write(list, i, depth, definition + 1)
        i += 1
      }
    }
  }

  override def nothing(repetition: Int, definition: Int): Unit = element.nothing(repetition, definition)
}

private final class StructFeed(name: String, nullable: Boolean, fields: Array[Feed])
    extends NullableFeed(name, nullable) {

  override protected def present(from: SpecializedGetters, ordinal: Int, repetition: Int, definition: Int): Unit = {
    val struct = from.getStruct(ordinal, fields.length)
    var i = 0
    while (i < fields.length) {
      fields(i).write(struct, i, repetition, definition)
      i += 1
    }
  }

  override def nothing(repetition: Int, definition: Int): Unit = fields.foreach(_.nothing(repetition, definition))
}
