package peleus.thetis.run

import java.lang.{Double => JDouble, Number => JNumber}
import java.math.{BigDecimal => JBigDecimal}
import java.time.LocalDate

import org.apache.parquet.io.api.Binary
import org.apache.spark.sql.types.{DataType, DateType, DecimalType}

import peleus.contract.{Contract, Field}
import peleus.document.Node
import peleus.document.Node.{Bool, Null, Number, Text}
import peleus.thetis.CheckedRow

/** What the columns hold: of all records what the checker counted, of the clean rows what the footers of their files
  * say. No row is read for it.
  */
private[run] object Profile {

  /** Most characters of a lowest or highest value. */
  private val Longest = 40

  /** By field: `type` and `masked`; `missing` and `invalid` cells of all records; `present` values, `nulls`, `minimum`
    * and `maximum` of the clean rows. Null is what the files do not say, and a value that is masked.
    */
  def apply(contract: Contract, written: Written): Node = Node.fields(contract.fields.toSeq.map { case (name, field) =>
    name -> column(name, field, written)
  }: _*)

  private def column(name: String, field: Field, written: Written): Node = {
    val clean = written.footers(CheckedRow.Clean)
    val nulls = clean.nulls(name)
    val extremes = if (field.mask) None else clean.extremes(name)
    def shown(value: Any): String = cut(text(value, field.`type`.dataType))
    Node.fields(
      "type" -> Text(field.`type`.name),
      "masked" -> Bool(field.mask),
      "missing" -> Number(written.metrics("columns", name, "missing")),
      "invalid" -> Number(written.metrics("columns", name, "invalid")),
      "present" -> orNull(nulls.map(n => Number(clean.rows - n))),
      "nulls" -> orNull(nulls.map(Number(_))),
      "minimum" -> orNull(extremes.map { case (lowest, _) => Text(shown(lowest)) }),
      "maximum" -> orNull(extremes.map { case (_, highest) => Text(shown(highest)) })
    )
  }

  /** A value of Parquet as contracts and cells write it. */
  private def text(value: Any, of: DataType): String = (value, of) match {
    case (unscaled: JNumber, decimal: DecimalType) =>
      JBigDecimal.valueOf(unscaled.longValue, decimal.scale).toPlainString
    case (days: JNumber, DateType) => LocalDate.ofEpochDay(days.longValue).toString
    case (double: JDouble, _)      => plain(double)
    case (bytes: Binary, _)        => bytes.toStringUsingUTF8
    case (other, _)                => other.toString
  }

  /** Without an exponent where there is room. */
  private def plain(double: JDouble): String = {
    val digits = JBigDecimal.valueOf(double).stripTrailingZeros.toPlainString
    if (digits.length <= Longest) digits else double.toString
  }

  private def cut(text: String): String =
    if (text.codePointCount(0, text.length) <= Longest) text
    else text.substring(0, text.offsetByCodePoints(0, Longest - 1)) + "…"

  private def orNull(node: Option[Node]): Node = node.getOrElse(Null())
}
