package peleus.functions

import org.apache.spark.sql.types.DataType
import org.apache.spark.unsafe.types.UTF8String

/** Reads one cell of text: a kernel compiled for its parameters, with what Spark has to know about it.
  *
  * The column transformation, the SQL function and its reason code all run the same reader. A null cell never reaches
  * it; a blank one is missing, which is neither a value nor an error. There is one trait below for each way in which
  * Spark holds a value. All but text are read from bytes that may lie in a larger buffer: `length` bytes from `offset`
  * of `base`, as Platform takes them.
  */
sealed trait CellReader extends Serializable {

  /** Type of the column that comes out. */
  def dataType: DataType

  /** Code of why the cell cannot be read, such as `no_format`; null when it was read or is blank. */
  def error(cell: UTF8String): UTF8String
}

object CellReader {

  /** The lowest Int that is a value: the sixteen below are the kernels' codes of why there is none. */
  final val LowestInt: Int = Int.MinValue + 16

  /** The lowest Long that is a value, likewise. */
  final val LowestLong: Long = Long.MinValue + 16
}

/** A type that Spark holds as an Int: integer, date. */
trait IntReader extends CellReader {

  /** The value, or a code below [[CellReader.LowestInt]]. */
  def read(base: AnyRef, offset: Long, length: Int): Int

  /** The same for a cell that is an object. */
  final def read(cell: UTF8String): Int = read(cell.getBaseObject, cell.getBaseOffset, cell.numBytes)
}

/** A type that Spark holds as a Long, or a decimal of at most 18 digits: then the value is the unscaled one. */
trait LongReader extends CellReader {

  /** The value, or a code below [[CellReader.LowestLong]]. */
  def read(base: AnyRef, offset: Long, length: Int): Long

  /** The same for a cell that is an object. */
  final def read(cell: UTF8String): Long = read(cell.getBaseObject, cell.getBaseOffset, cell.numBytes)
}

/** Double precision. */
trait DoubleReader extends CellReader {

  /** The value, or NaN. */
  def read(base: AnyRef, offset: Long, length: Int): Double

  /** The same for a cell that is an object. */
  final def read(cell: UTF8String): Double = read(cell.getBaseObject, cell.getBaseOffset, cell.numBytes)
}

/** True or false. */
trait BooleanReader extends CellReader {

  /** 1, 0, or a negative code. */
  def read(base: AnyRef, offset: Long, length: Int): Int

  /** The same for a cell that is an object. */
  final def read(cell: UTF8String): Int = read(cell.getBaseObject, cell.getBaseOffset, cell.numBytes)
}

/** Text. */
trait TextReader extends CellReader {

  /** The value, or null. */
  def read(cell: UTF8String): UTF8String
}
