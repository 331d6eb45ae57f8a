package peleus.thetis

import org.apache.spark.sql.types._
import org.apache.spark.unsafe.types.UTF8String

import peleus.Refused
import peleus.contract.{ActionName, Failure, Field, FieldReader}
import peleus.functions.{CellReader, CellValue}
import peleus.kernels.MissingTokens

/** A field of a contract, compiled.
  *
  * @param mask
  *   whether its values must not be shown
  * @param reader
  *   none for text
  * @param rules
  *   of this field
  * @param tests
  *   what the text of a cell is tested for, once it was read
  * @param bounds
  *   none where the field has neither minimum nor maximum
  */
private[thetis] final case class FieldPlan(
    name: String,
    dataType: DataType,
    mask: Boolean,
    missing: MissingTokens,
    reader: Option[CellReader],
    rules: Seq[CellRule],
    tests: Seq[TextRule],
    bounds: Option[Bounds]
) {

  /** The number of the rule for this failure, -1 where it is none. */
  def rule(failure: Failure): Int = rules.find(_.failure == failure).fold(-1)(_.id)
}

private[thetis] object FieldPlan {

  /** @param usual
    *   what is missing where the field does not say
    */
  def apply(name: String, field: Field, usual: MissingTokens, rules: Seq[CellRule]): FieldPlan = {
    val reader = FieldReader(field)
    rules.foreach(checkDefault(name, reader, _))
    new FieldPlan(
      name,
      field.`type`.dataType,
      field.mask,
      field.missingValues.fold(usual)(tokens),
      reader,
      rules,
      TextRule.of(field, rules),
      Bounds.of(name, field)
    )
  }

  /** An empty cell is missing whether or not it is listed. */
  def tokens(words: Seq[String]): MissingTokens =
    MissingTokens.compile(words.filterNot(word => blank.isMissing(UTF8String.fromString(word))))

  private val blank = MissingTokens.compile(Nil)

  private def checkDefault(name: String, reader: Option[CellReader], rule: CellRule): Unit =
    if (rule.action.action == ActionName.Default) {
      val text = rule.action.value.getOrElse(refuse(name, s"the action default of ${rule.kind} wants a value"))
      val unreadable = reader.exists(CellValue.of(_, UTF8String.fromString(text)) == null)
      if (unreadable) refuse(name, s"the default '$text' for ${rule.kind} is not written as the field's cells are")
    }

  private def refuse(name: String, what: String): Nothing = throw Refused.because(what, s"fields.$name")
}
