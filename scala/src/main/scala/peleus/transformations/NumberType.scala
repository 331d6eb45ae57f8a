package peleus.transformations

import scala.language.implicitConversions

import org.apache.spark.sql.types._

import peleus.kernels.NumberParser

/** A type that text may be read to, in the words of SQL. Checked when it is made. */
final case class NumberType(sql: String) {

  /** Digits that fit. */
  def precision: Int = digits._1

  /** Digits after the decimal mark. */
  def scale: Int = digits._2

  private[peleus] val dataType: DataType = NumberType.parse(sql)

  private def digits: (Int, Int) = dataType match {
    case decimal: DecimalType => (decimal.precision, decimal.scale)
    case _                    => (NumberParser.HighestPrecision, 0)
  }
}

object NumberType {
  implicit def of(sql: String): NumberType = NumberType(sql)

  private def parse(sql: String): DataType = {
    val parsed =
      try DataType.fromDDL(sql)
      catch { case _: Exception => refuse(sql) }
    parsed match {
      case decimal: DecimalType if decimal.precision <= NumberParser.HighestPrecision && decimal.scale >= 0 => decimal
      case IntegerType | LongType | DoubleType                                                              => parsed
      case _ => refuse(sql)
    }
  }

  private def refuse(sql: String): Nothing = throw new IllegalArgumentException(
    s"'$sql' is not a type that text is read to: int, long, double, or decimal(p,s) with at most " +
      s"${NumberParser.HighestPrecision} digits"
  )
}
