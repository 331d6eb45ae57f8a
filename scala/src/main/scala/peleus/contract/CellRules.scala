package peleus.contract

import java.util.regex.Pattern

import org.apache.spark.sql.types.DecimalType
import org.apache.spark.unsafe.types.UTF8String

import peleus.functions._
import peleus.kernels.MissingTokens

/** What the text of one cell fails by the rules of its field: a plain reading of them, for the few values that stand in
  * a contract. Rows are checked by `peleus.thetis`.
  *
  * @param missing
  *   the delivery's words for no value
  */
final private[contract] case class CellRules(field: Field, missing: Seq[String]) {
  private val tokens = MissingTokens.compile(field.missingValues.getOrElse(missing))
  private val reader = FieldReader(field)
  private val pattern = field.pattern.map(Pattern.compile)
  private val least = field.minimum.flatMap(Bound.read(field.`type`, _))
  private val most = field.maximum.flatMap(Bound.read(field.`type`, _))

  /** Every rule that the text fails; a missing text fails that alone, and one that cannot be read fails its type. */
  def failures(text: String): Seq[Failure] = {
    val cell = UTF8String.fromString(text)
    if (tokens.isMissing(cell)) Seq(Failure.Missing)
    else if (reader.exists(_.error(cell) != null)) Seq(Failure.Type)
    else ordered(cell) ++ written(Trimmed(text))
  }

  private def ordered(cell: UTF8String): Seq[Failure] = {
    val value = reader.flatMap(number(_, cell))
    Seq(
      Failure.Minimum -> value.exists(v => least.exists(v < _)),
      Failure.Maximum -> value.exists(v => most.exists(v > _))
    ).collect { case (failure, true) => failure }
  }

  private def written(text: String): Seq[Failure] = {
    val length = text.codePointCount(0, text.length)
    Seq(
      Failure.MinLength -> field.minLength.exists(length < _),
      Failure.MaxLength -> field.maxLength.exists(length > _),
      Failure.Pattern -> pattern.exists(!_.matcher(text).matches),
      Failure.Enum -> (field.`enum`.nonEmpty && !field.`enum`.contains(text))
    ).collect { case (failure, true) => failure }
  }

  /** As [[Bound]] reads them. */
  private def number(reader: CellReader, cell: UTF8String): Option[BigDecimal] = reader match {
    case ints: IntReader       => Some(BigDecimal(ints.read(cell)))
    case longs: LongReader     => Some(BigDecimal(BigInt(longs.read(cell)), scale))
    case doubles: DoubleReader => Some(Bound.exact(doubles.read(cell)))
    case _                     => None
  }

  private def scale: Int = field.`type`.dataType match {
    case decimal: DecimalType => decimal.scale
    case _                    => 0
  }
}
