package peleus.contract

import peleus.Problem
import peleus.declared.Cursor
import peleus.transformations.Names

/** Whether the values that a contract gives are values of the field, by all its other rules. */
private[contract] object ValuesCheck {

  def apply(field: Field, rules: CellRules, at: Cursor): Seq[Problem] = {
    val values = allowed(field, rules.copy(field = field.copy(`enum` = Nil)), at / "enum")
    if (values.nonEmpty) values.toSeq else defaults(field, rules, at / "on_fail")
  }

  /** An allowed value that no cell can have. A file may give thousands, so one sentence names the first. */
  private def allowed(field: Field, rules: CellRules, at: Cursor): Option[Problem] = {
    val never = field.`enum`.zipWithIndex.filter { case (value, _) => value != Trimmed(value) || fails(rules, value) }
    never.headOption.map { case (value, i) =>
      val more = if (never.size > 1) s" (and ${never.size - 1} more)" else ""
      val why = if (value != Trimmed(value)) "has blanks around it, which cells lose" else reason(rules, value)
      (at / i).problem(s"'$value' is never met: it $why$more")
    }
  }

  private def defaults(field: Field, rules: CellRules, at: Cursor): Seq[Problem] = for {
    (kind, Action(ActionName.Default, Some(value))) <- field.onFail.toSeq
    if fails(rules, value)
  } yield (at / kind / "value").problem(s"'$value' cannot be the default: it ${reason(rules, value)}")

  private def fails(rules: CellRules, value: String): Boolean = rules.failures(value).nonEmpty

  private def reason(rules: CellRules, value: String): String = rules.failures(value) match {
    case Seq(Failure.Missing) => "counts as missing"
    case Seq(Failure.Type)    => s"cannot be read as ${rules.field.`type`.name}"
    case failed               => s"fails ${failed.map(Names.snakeOf(_)).mkString(", ")}"
  }
}
