package peleus.thetis.run

import peleus.contract.{Contract, Field}
import peleus.document.Node
import peleus.document.Node.{Bool, Null, Number, Text}
import peleus.storage.FooterValue
import peleus.thetis.CheckedRow

/** What the columns hold: of all records what the checker counted, of the clean rows what the footers of their files
  * say. No row is read for it.
  */
private[run] object Profile {

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
    def shown(value: Any): String = FooterValue.text(value, field.`type`.dataType)
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

  private def orNull(node: Option[Node]): Node = node.getOrElse(Null())
}
