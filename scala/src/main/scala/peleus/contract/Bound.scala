package peleus.contract

import java.time.LocalDate
import java.time.format.DateTimeParseException

/** `minimum` and `maximum` as a contract writes them: numbers with a point and without groups, dates as yyyy-MM-dd,
  * whatever the cells look like.
  */
private[peleus] object Bound {
  private val Whole = "-?\\d{1,18}".r
  private val Plain = "-?\\d+(?:\\.\\d+)?".r
  private val Floating = "-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?".r

  /** How a bound of this type is written, for sentences. */
  def wanted(of: FieldType): String = of.word match {
    case "integer" => "a whole number of at most 18 digits"
    case "date"    => "a date such as 2024-12-31"
    case "number"  => "a number such as -1.5"
    case _         => s"a number that ${of.name} can hold"
  }

  /** The bound in the order of the type's values: a number, or days since 1970-01-01. None where the text is no value
    * of the type, or the type has no order.
    */
  def read(of: FieldType, text: String): Option[BigDecimal] = (of.word, text) match {
    case ("integer", Whole())   => Some(BigDecimal(text))
    case ("number", Floating()) => Some(text.toDouble).filter(!_.isInfinite).map(exact)
    case ("decimal", Plain())   => Some(BigDecimal(text)).filter(fits(of, _))
    case ("date", _)            => day(text)
    case _                      => None
  }

  /** A double as the number that it is. */
  def exact(double: Double): BigDecimal = BigDecimal(new java.math.BigDecimal(double))

  private def fits(of: FieldType, number: BigDecimal): Boolean = of.dataType match {
    case decimal: org.apache.spark.sql.types.DecimalType =>
      val plain = number.bigDecimal.stripTrailingZeros
      plain.scale <= decimal.scale && plain.precision - plain.scale <= decimal.precision - decimal.scale
    case _ => false
  }

  private def day(text: String): Option[BigDecimal] =
    try Some(BigDecimal(LocalDate.parse(text).toEpochDay)).filter(_ => text.length == 10)
    catch { case _: DateTimeParseException => None }
}
