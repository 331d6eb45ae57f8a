package peleus.functions

import org.apache.spark.sql.types.{DataType, DateType}
import org.apache.spark.unsafe.types.UTF8String

import peleus.kernels.DateParser

/** Reads one cell of text: a kernel compiled for its parameters, with what Spark has to know about it.
  *
  * The column transformation, the SQL function and its reason code all run the same reader. A null cell never reaches
  * it; a blank one is missing, which is neither a value nor an error.
  */
sealed trait CellReader extends Serializable {

  /** Type of the column that comes out. */
  def dataType: DataType

  /** Code of why the cell cannot be read, such as `no_format`; null when it was read or is blank. */
  def error(cell: UTF8String): UTF8String
}

/** Reads a cell to a type that Spark holds as an Int. */
trait IntReader extends CellReader {

  /** The value, or a code below [[CellReader.LowestInt]]. */
  def read(cell: UTF8String): Int
}

object CellReader {

  /** The lowest Int that is a value: the sixteen below are the kernels' codes of why there is none. */
  final val LowestInt: Int = Int.MinValue + 16
}

/** Reads a cell as a date: days since 1970-01-01. */
final class DateReader(parser: DateParser) extends IntReader {
  override def dataType: DataType = DateType
  override def read(cell: UTF8String): Int = parser.parse(cell)
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
