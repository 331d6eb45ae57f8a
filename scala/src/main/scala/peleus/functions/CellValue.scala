package peleus.functions

import org.apache.spark.sql.types.{Decimal, DecimalType}
import org.apache.spark.unsafe.types.UTF8String

/** What a reader reads, as Spark holds it. */
object CellValue {

  /** The value in `cell`, null where there is none. Boxes numbers: for the interpreted path and the catalog's
    * functions; generated code calls the reader itself.
    */
  def of(reader: CellReader, cell: UTF8String): Any = reader match {
    case ints: IntReader =>
      val value = ints.read(cell)
      if (value < CellReader.LowestInt) null else value
    case longs: LongReader =>
      val value = longs.read(cell)
      if (value < CellReader.LowestLong) null else exact(value, longs)
    case doubles: DoubleReader =>
      val value = doubles.read(cell)
      if (value.isNaN) null else value
    case booleans: BooleanReader =>
      val value = booleans.read(cell)
      if (value < 0) null else value == 1
    case texts: TextReader => texts.read(cell)
  }

  private def exact(value: Long, reader: LongReader): Any = reader.dataType match {
    case decimal: DecimalType => Decimal.createUnsafe(value, decimal.precision, decimal.scale)
    case _                    => value
  }
}
