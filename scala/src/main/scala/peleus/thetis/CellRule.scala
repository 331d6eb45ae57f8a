package peleus.thetis

import peleus.contract.{Action, ActionName, Failure}
import peleus.transformations.Names

/** One way in which the cells of one field may fail, and what becomes of it.
  *
  * @param id
  *   its place among the rules of a contract; its bit in [[Failures]]
  * @param field
  *   place of the field in the contract
  */
private[thetis] final case class CellRule(id: Int, field: Int, column: String, failure: Failure, action: Action) {

  /** As in metrics and flags, such as `zip.pattern`. */
  def name: String = s"$column.$kind"

  /** As in reasons, such as `min_length`. */
  def kind: String = Names.snakeOf(failure)

  /** Whether the action changes the cell. */
  def changes: Boolean = action.action == ActionName.SetNull || action.action == ActionName.Default
}
