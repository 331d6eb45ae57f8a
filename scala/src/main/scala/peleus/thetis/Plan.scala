package peleus.thetis

import org.apache.spark.sql.types.StructType

import peleus.contract.{ActionName, Contract, Dialect}

/** A contract compiled for checking: kernels, and numbers for all that may fail. Safe for use by many threads.
  *
  * It holds no part of the contract but what is named here: a contract, with its maps, cannot be sent to tasks.
  *
  * @param name
  *   the contract's
  * @param schema
  *   the columns that the checker gives
  * @param hasRowRules
  *   whether rules about whole rows follow, which may need the text of every record
  */
final class Plan private (
    val name: String,
    val schema: StructType,
    private[thetis] val dialect: Dialect,
    private[thetis] val fields: IndexedSeq[FieldPlan],
    private[thetis] val rules: IndexedSeq[CellRule],
    private[thetis] val hasRowRules: Boolean
) extends Serializable {

  /** Whether a field's values must not be shown. */
  private[thetis] val masksAny: Boolean = fields.exists(_.mask)

  /** The bits of the rules with one of these actions, 64 rules a word. */
  private[thetis] def bits(actions: ActionName*): Array[Long] = {
    val words = new Array[Long](Failures.words(rules.size))
    rules.filter(rule => actions.contains(rule.action.action)).foreach { rule =>
      words(rule.id >> 6) |= 1L << rule.id
    }
    words
  }
}

object Plan {

  /** Compiles a contract.
    *
    * @param stamped
    *   whether rows tell their delivery and their run
    * @throws peleus.Refused
    *   when a field's words, bounds or defaults do not fit its type
    */
  def apply(contract: Contract, stamped: Boolean = false): Plan = {
    val rules = for {
      ((name, field), place) <- contract.fields.toIndexedSeq.zipWithIndex
      failure <- field.failures
    } yield (name, place, failure, contract.action(field, failure))
    val numbered = rules.zipWithIndex.map { case ((name, place, failure, action), id) =>
      CellRule(id, place, name, failure, action)
    }
    val usual = FieldPlan.tokens(contract.delivery.missingValues)
    val fields = contract.fields.toIndexedSeq.zipWithIndex.map { case ((name, field), place) =>
      FieldPlan(name, field, usual, numbered.filter(_.field == place))
    }
    val schema = CheckedSchema(contract, numbered, stamped)
    new Plan(contract.contract, schema, contract.delivery.dialect, fields, numbered, contract.rowRules.nonEmpty)
  }
}
