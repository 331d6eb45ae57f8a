package peleus.contract

import peleus.Problem
import peleus.declared.Cursor
import peleus.transformations.Names

/** An action where not every action makes sense. */
private[contract] object Allowed {

  /** What is wrong with an action.
    *
    * @param why
    *   the reason why the others are not allowed
    */
  def apply(action: ActionName, allowed: Seq[ActionName], why: String, at: Cursor): Option[Problem] =
    Option.unless(allowed.contains(action)) {
      val words = allowed.map(Names.snakeOf(_)).mkString(", ")
      at.problem(s"'${Names.snakeOf(action)}' is not possible here: $why (allowed: $words)")
    }
}
