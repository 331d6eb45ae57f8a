package peleus.contract

import peleus.Problem
import peleus.declared.Cursor

/** Keys of a field that say nothing for its type. */
private[contract] object KeysCheck {
  private val numbers = Seq("integer", "number", "decimal")

  private final case class Key(name: String, types: Seq[String], said: Field => Any)

  private val keys = Seq(
    Key("formats", Seq("date"), _.formats),
    Key("languages", Seq("date"), _.languages),
    Key("pivot_year", Seq("date"), _.pivotYear),
    Key("decimal_char", numbers, _.decimalChar),
    Key("group_char", numbers, _.groupChar),
    Key("allow", numbers, _.allow),
    Key("true_values", Seq("boolean"), _.trueValues),
    Key("false_values", Seq("boolean"), _.falseValues),
    Key("minimum", numbers :+ "date", _.minimum),
    Key("maximum", numbers :+ "date", _.maximum),
    Key("min_length", Seq("string"), _.minLength),
    Key("max_length", Seq("string"), _.maxLength),
    Key("pattern", Seq("string"), _.pattern)
  )

  private val unsaid = Field()

  def apply(field: Field, at: Cursor): Seq[Problem] = keys.collect {
    case key if !key.types.contains(field.`type`.word) && key.said(field) != key.said(unsaid) =>
      (at / key.name).problem(
        s"does nothing for a field of type ${field.`type`.name} (it is for: ${key.types.mkString(", ")})"
      )
  }
}
