package peleus.functions

import org.apache.spark.sql.types.{DataType, DateType}
import org.apache.spark.unsafe.types.UTF8String

import peleus.kernels.DateParser

/** Reads a cell as a date: days since 1970-01-01. */
final class DateReader(parser: DateParser) extends IntReader {
  override def dataType: DataType = DateType
  override def read(base: AnyRef, offset: Long, length: Int): Int = parser.parse(base, offset, length)
  override def error(cell: UTF8String): UTF8String = DateReader.reason(parser.parse(cell))
}

private object DateReader {
  private val noFormat = UTF8String.fromString("no_format")
  private val impossibleDay = UTF8String.fromString("impossible_day")
  private val outOfRange = UTF8String.fromString("out_of_range")

  private def reason(result: Int): UTF8String = result match {
    case DateParser.NoFormat      => noFormat
    case DateParser.ImpossibleDay => impossibleDay
    case DateParser.OutOfRange    => outOfRange
    case _                        => null
  }
}
