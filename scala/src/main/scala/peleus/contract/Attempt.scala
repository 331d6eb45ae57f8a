package peleus.contract

import peleus.Problem
import peleus.declared.Cursor

/** What is refused when it is compiled is refused when the contract is read. */
private[contract] object Attempt {

  /** The refusal, at its place. */
  def apply(at: Cursor)(compile: => Any): Option[Problem] =
    try {
      compile: Unit
      None
    } catch { case e: IllegalArgumentException => Some(at.problem(e.getMessage)) }
}
