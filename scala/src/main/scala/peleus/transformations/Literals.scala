package peleus.transformations

import java.time.{LocalDate, LocalDateTime, OffsetDateTime}

import scala.util.Try

import org.apache.spark.sql.Column
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types._

/** Text to a constant of a column's type. Nothing is rounded, cut off or read in a time zone that is not written. */
private[transformations] object Literals {
  private val special = Set("NaN", "Infinity", "-Infinity")

  /** The types that a text can be read as. */
  def canRead(of: DataType): Boolean = Input.isPlain(of) && of != BinaryType

  /** The constant; none where the text is not exactly a value of the type. */
  def read(text: String, of: DataType): Option[Column] = Try(value(text, of)).toOption.flatten.map(lit(_).cast(of))

  private def value(text: String, of: DataType): Option[Any] = of match {
    case _: StringType              => Some(text)
    case BooleanType                => text.toBooleanOption
    case whole if Input.isWhole(of) =>
      Some(BigDecimal(text).toBigIntExact.get.bigInteger)
        .filter(_.bitLength < 8 * whole.defaultSize)
        .map(_.longValueExact)
    case FloatType | DoubleType if special(text) => Some(text.toDouble)
    case FloatType                               => Some(BigDecimal(text).toFloat).filter(!_.isInfinite)
    case DoubleType                              => Some(BigDecimal(text).toDouble).filter(!_.isInfinite)
    case decimal: DecimalType                    =>
      Some(BigDecimal(text).bigDecimal.setScale(decimal.scale)).filter(_.precision <= decimal.precision)
    case DateType         => Some(LocalDate.parse(text))
    case TimestampNTZType => Some(LocalDateTime.parse(text.replace(' ', 'T')))
    case TimestampType    => Some(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant)
    case _                => None
  }
}
