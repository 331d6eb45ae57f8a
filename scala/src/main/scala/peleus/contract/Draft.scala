package peleus.contract

import peleus.Problem
import peleus.declared.Parts
import peleus.document.Node

/** A contract on its way: the fields and rules that have the right shape, whatever is wrong with the others.
  *
  * @param tree
  *   the long form
  */
final private[contract] class Draft(tree: Node) extends Parts[Contract](ContractFile.form, tree) {
  private val ruled = items[Rule]("rules")

  // A rule that its constructor refuses is only made, and told, where all others have the right shape.
  override def problems: Seq[Problem] = super.problems ++ ruled.flatMap(_.left.toSeq.flatten)

  /** Names of all fields. */
  val fieldNames: Seq[String] = keys("fields")

  /** The fields that have the right shape. */
  val fields: Seq[(String, Field)] = entries[Field]("fields")

  /** The rules that have the right shape, with their positions. */
  def rules: Seq[(Rule, Int)] = ruled.zipWithIndex.collect { case (Right(rule), i) => rule -> i }
}
