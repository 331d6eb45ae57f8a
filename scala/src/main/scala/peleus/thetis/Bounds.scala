package peleus.thetis

import java.math.RoundingMode
import java.time.LocalDate

import scala.util.Try

import org.apache.spark.sql.types._

import peleus.Refused
import peleus.contract.Field

/** Minimum and maximum of a field, both inside, as its column holds values.
  *
  * @param lowest
  *   of integers, days and unscaled decimals
  * @param least
  *   of doubles
  */
private[thetis] final case class Bounds(lowest: Long, highest: Long, least: Double, greatest: Double)

private[thetis] object Bounds {
  val open: Bounds = Bounds(Long.MinValue, Long.MaxValue, Double.NegativeInfinity, Double.PositiveInfinity)

  /** The bounds of a field, rounded inwards to values that its type has.
    *
    * @throws peleus.Refused
    *   when its type has no order here, or the bound is none of its values
    */
  def of(name: String, field: Field): Option[Bounds] =
    Option.when(field.minimum.isDefined || field.maximum.isDefined) {
      val low = field.minimum.map(bound(name, field, "minimum", _, RoundingMode.CEILING))
      val high = field.maximum.map(bound(name, field, "maximum", _, RoundingMode.FLOOR))
      Bounds(
        low.fold(open.lowest)(_._1),
        high.fold(open.highest)(_._1),
        low.fold(open.least)(_._2),
        high.fold(open.greatest)(_._2)
      )
    }

  private def bound(name: String, field: Field, key: String, text: String, inwards: RoundingMode): (Long, Double) = {
    def refuse(what: String) = throw Refused.because(s"the $key '$text' $what", s"fields.$name.$key")
    def number = Try(new java.math.BigDecimal(text)).getOrElse(refuse("is not a number"))
    field.`type`.dataType match {
      case LongType             => (whole(number, inwards), 0)
      case decimal: DecimalType => (whole(number.movePointRight(decimal.scale), inwards), 0)
      case DoubleType           => (0, number.doubleValue)
      case DateType => (Try(LocalDate.parse(text)).getOrElse(refuse("is not a date such as 2024-12-31")).toEpochDay, 0)
      case _        => refuse(s"needs numbers or dates; the field is ${field.`type`.name}")
    }
  }

  private def whole(number: java.math.BigDecimal, inwards: RoundingMode): Long =
    BigDecimal(number.setScale(0, inwards)).max(Long.MinValue).min(Long.MaxValue).toLong
}
