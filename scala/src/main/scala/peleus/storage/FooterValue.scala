package peleus.storage

import java.lang.{Double => JDouble, Number => JNumber}
import java.math.{BigDecimal => JBigDecimal, BigInteger}
import java.time.temporal.ChronoUnit.MICROS
import java.time.{Instant, LocalDate, LocalDateTime, ZoneOffset}

import org.apache.parquet.io.api.Binary
import org.apache.spark.sql.types.{DataType, DateType, DecimalType, TimestampNTZType, TimestampType}

/** Values of a footer's statistics as people read them. */
private[peleus] object FooterValue {

  /** Most characters that are shown. */
  private val Longest = 40

  /** A lowest or highest value, cut where it is long: decimals with all digits, days and moments as ISO 8601, moments
    * of a clock in UTC.
    *
    * @param value
    *   as Parquet holds it
    */
  def text(value: Any, of: DataType): String = cut((value, of) match {
    case (unscaled: JNumber, decimal: DecimalType) => decimals(BigInteger.valueOf(unscaled.longValue), decimal)
    case (unscaled: Binary, decimal: DecimalType)  => decimals(new BigInteger(unscaled.getBytes), decimal)
    case (days: JNumber, DateType)                 => LocalDate.ofEpochDay(days.longValue).toString
    case (micros: JNumber, TimestampType)          => moment(micros).toString
    case (micros: JNumber, TimestampNTZType)       => LocalDateTime.ofInstant(moment(micros), ZoneOffset.UTC).toString
    case (double: JDouble, _)                      => plain(double)
    case (bytes: Binary, _)                        => bytes.toStringUsingUTF8
    case (other, _)                                => other.toString
  })

  private def decimals(unscaled: BigInteger, of: DecimalType): String =
    new JBigDecimal(unscaled, of.scale).toPlainString

  private def moment(micros: JNumber): Instant = Instant.EPOCH.plus(micros.longValue, MICROS)

  /** Without an exponent where there is room. */
  private def plain(double: JDouble): String = {
    val digits = JBigDecimal.valueOf(double).stripTrailingZeros.toPlainString
    if (digits.length <= Longest) digits else double.toString
  }

  private def cut(text: String): String =
    if (text.codePointCount(0, text.length) <= Longest) text
    else text.substring(0, text.offsetByCodePoints(0, Longest - 1)) + "…"
}
