package peleus.functions

import org.apache.spark.sql.types._
import org.apache.spark.unsafe.types.UTF8String

import peleus.kernels.NumberParser

/** Readers of numbers, one for each type that a number may become. */
object NumberReader {

  /** The reader of `parser` that gives `as`; the parser was compiled for that type's digits. */
  def apply(parser: NumberParser, as: DataType): CellReader = as match {
    case DoubleType  => new AsDouble(parser)
    case IntegerType => new AsInt(parser)
    case _           => new AsLong(parser, as)
  }

  private final class AsDouble(parser: NumberParser) extends DoubleReader {
    override def dataType: DataType = DoubleType
    override def read(base: AnyRef, offset: Long, length: Int): Double = parser.parseDouble(base, offset, length)
    override def error(cell: UTF8String): UTF8String = reason(parser.code(cell))
  }

  private final class AsInt(parser: NumberParser) extends IntReader {
    override def dataType: DataType = IntegerType

    override def read(base: AnyRef, offset: Long, length: Int): Int = {
      val number = parser.parse(base, offset, length)
      if (fits(number)) number.toInt else Int.MinValue
    }

    override def error(cell: UTF8String): UTF8String = {
      val number = parser.parse(cell)
      if (number < CellReader.LowestLong) reason(number) else if (fits(number)) null else overflow
    }

    // The sixteen lowest are codes. Numbers that low are out of range, not wrong.
    private def fits(number: Long): Boolean = number >= CellReader.LowestInt && number <= Int.MaxValue
  }

  /** A long, or a decimal's unscaled value. */
  private final class AsLong(parser: NumberParser, override val dataType: DataType) extends LongReader {
    override def read(base: AnyRef, offset: Long, length: Int): Long = parser.parse(base, offset, length)
    override def error(cell: UTF8String): UTF8String = reason(parser.parse(cell))
  }

  private val noNumber = UTF8String.fromString("no_number")
  private val badGroup = UTF8String.fromString("bad_group")
  private val ambiguous = UTF8String.fromString("ambiguous")
  private val overflow = UTF8String.fromString("overflow")
  private val tooPrecise = UTF8String.fromString("too_precise")

  private def reason(result: Long): UTF8String = result match {
    case NumberParser.NoNumber   => noNumber
    case NumberParser.BadGroup   => badGroup
    case NumberParser.Ambiguous  => ambiguous
    case NumberParser.Overflow   => overflow
    case NumberParser.TooPrecise => tooPrecise
    case _                       => null
  }
}
