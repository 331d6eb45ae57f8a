package peleus.contract

import java.util.regex.{Pattern, PatternSyntaxException}

import peleus.Problem
import peleus.declared.Cursor

/** What a contract may say about one field. */
private[contract] object FieldCheck {

  /** What is wrong with a field.
    *
    * @param missing
    *   the delivery's words for no value
    */
  def apply(field: Field, missing: Seq[String], at: Cursor): Seq[Problem] = {
    val own = Seq(
      DeliveryCheck.missing(field.missingValues.getOrElse(Nil), at / "missing_values"),
      KeysCheck(field, at),
      ReaderCheck(field, at),
      BoundsCheck(field, at),
      lengths(field, at),
      pattern(field, at),
      OnFailCheck(field, at / "on_fail")
    ).flatten
    // Values are read with all of the above, so it has to be right first.
    if (own.nonEmpty) own else ValuesCheck(field, CellRules(field, missing), at)
  }

  private def lengths(field: Field, at: Cursor): Seq[Problem] = {
    val negative = Seq("min_length" -> field.minLength, "max_length" -> field.maxLength).collect {
      case (key, Some(length)) if length < 0 => (at / key).problem(s"$length is too few: 0 and more are allowed")
    }
    val crossed =
      for (least <- field.minLength; most <- field.maxLength if least > most)
        yield (at / "min_length").problem(s"$least is more than max_length, $most")
    negative ++ crossed
  }

  private def pattern(field: Field, at: Cursor): Option[Problem] = field.pattern.flatMap { regex =>
    try {
      Pattern.compile(regex): Unit
      None
    } catch {
      case e: PatternSyntaxException =>
        val where = if (e.getIndex < 0) "" else s" at position ${e.getIndex + 1}"
        Some((at / "pattern").problem(s"'$regex' is no regular expression: ${e.getDescription}$where"))
    }
  }
}
