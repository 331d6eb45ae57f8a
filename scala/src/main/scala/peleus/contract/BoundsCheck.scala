package peleus.contract

import peleus.Problem
import peleus.declared.Cursor

/** Whether `minimum` and `maximum` are values of the field's type, in their order. */
private[contract] object BoundsCheck {

  def apply(field: Field, at: Cursor): Seq[Problem] = {
    val said = Seq("minimum" -> field.minimum, "maximum" -> field.maximum).collect {
      case (key, Some(text)) if hasOrder(field.`type`) => (key, text, Bound.read(field.`type`, text))
    }
    val wrong = said.collect { case (key, text, None) =>
      (at / key).problem(s"'$text' is not ${Bound.wanted(field.`type`)}")
    }
    val crossed = said.flatMap(_._3) match {
      case Seq(least, most) if least > most =>
        Some((at / "minimum").problem(s"${said.head._2} is more than maximum, ${said.last._2}"))
      case _ => None
    }
    wrong ++ crossed
  }

  /** [[KeysCheck]] says that the other types have none. */
  private def hasOrder(of: FieldType): Boolean = !Set("string", "boolean")(of.word)
}
