package peleus.contract

import peleus.Problem
import peleus.declared.Cursor

/** Whether a field's cells can be read as it says: its reader is compiled, key by key, to tell which one is refused. */
private[contract] object ReaderCheck {

  def apply(field: Field, at: Cursor): Seq[Problem] = field.`type`.word match {
    case "date"    => date(field, at)
    case "boolean" => boolean(field, at)
    case "string"  => Nil
    case _         => number(field, at)
  }

  private def date(field: Field, at: Cursor): Seq[Problem] = {
    val plain = Field(field.`type`)
    val about = Attempt(at / "languages")(FieldReader(plain.copy(languages = field.languages))).toSeq ++
      Attempt(at / "pivot_year")(FieldReader(plain.copy(pivotYear = field.pivotYear)))
    if (about.nonEmpty) about
    else {
      val formats = each(field.formats, at / "formats")(format => field.copy(formats = Seq(format)))
      if (formats.nonEmpty) formats else needless(field, at)
    }
  }

  /** What no format asks for. */
  private def needless(field: Field, at: Cursor): Seq[Problem] = {
    def without(key: String, said: Boolean, less: Field, what: String) =
      Option.when(said && compiles(less))((at / key).problem(s"does nothing: no format has $what"))
    without("pivot_year", field.pivotYear.isDefined, field.copy(pivotYear = None), "yy").toSeq ++
      without(
        "languages",
        field.languages != Field().languages,
        field.copy(languages = Nil),
        "a name of a month or a day"
      )
  }

  private def number(field: Field, at: Cursor): Seq[Problem] = {
    val plain = Field(field.`type`)
    val marks =
      if (field.decimalChar.isEmpty) Attempt(at / "decimal_char")(FieldReader(field)).toSeq
      else each(field.decimalChar, at / "decimal_char")(mark => plain.copy(decimalChar = Seq(mark)))
    val other = Map("." -> ",", "," -> ".")
    val groups = each(field.groupChar, at / "group_char") { mark =>
      plain.copy(groupChar = Seq(mark), decimalChar = Seq(other.getOrElse(mark, ".")))
    }
    if ((marks ++ groups).nonEmpty) marks ++ groups else Attempt(at / "group_char")(FieldReader(field)).toSeq
  }

  private def boolean(field: Field, at: Cursor): Seq[Problem] = {
    val plain = Field(field.`type`)
    val words = each(field.trueValues, at / "true_values")(word => plain.copy(trueValues = Seq(word))) ++
      each(field.falseValues, at / "false_values")(word => plain.copy(falseValues = Seq(word)))
    if (words.nonEmpty) words else Attempt(at / "false_values")(FieldReader(field)).toSeq
  }

  /** Each value of a list alone. */
  private def each(values: Seq[String], at: Cursor)(alone: String => Field): Seq[Problem] =
    values.zipWithIndex.flatMap { case (value, i) => Attempt(at / i)(FieldReader(alone(value))) }

  private def compiles(field: Field): Boolean =
    try FieldReader(field).isDefined
    catch { case _: IllegalArgumentException => false }
}
