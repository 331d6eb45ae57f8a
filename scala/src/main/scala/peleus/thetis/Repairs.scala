package peleus.thetis

import org.apache.spark.unsafe.types.UTF8String

import peleus.contract.{Action, ActionName}
import peleus.thetis.columns.{FieldColumn, Lists}

/** Does to clean records what their failures ask for: changes cells, and tells of changes and flags.
  *
  * Of several failures of one cell whose actions change it, the first decides what it becomes; each is told of.
  */
private[thetis] final class Repairs(
    plan: Plan,
    columns: IndexedSeq[FieldColumn],
    texts: CellTexts,
    flags: Lists,
    changes: Lists
) {
  private val names = plan.rules.map(rule => UTF8String.fromString(rule.name))
  private val kinds = plan.rules.map(rule => UTF8String.fromString(rule.kind))
  private val fields = plan.rules.map(rule => UTF8String.fromString(rule.column))
  private val afters = plan.rules.map(rule => Repairs.after(rule.action))
  private val mayRepair = plan.rules.exists(rule => rule.changes || rule.action.action == ActionName.KeepFlag)

  def run(row: Int, failures: Failures): Unit = if (mayRepair) {
    var decided: CellRule = null
    failures.foreach(row) { id =>
      val rule = plan.rules(id)
      if (rule.action.action == ActionName.KeepFlag) flags.add(row, names(id))
      if (rule.changes) {
        if (decided == null || decided.field != rule.field) decided = rule
        tell(row, rule, decided)
      }
    }
    decided = null
    failures.foreach(row) { id =>
      val rule = plan.rules(id)
      if (rule.changes && (decided == null || decided.field != rule.field)) {
        decided = rule
        change(row, rule)
      }
    }
  }

  private def tell(row: Int, rule: CellRule, decided: CellRule): Unit = {
    val masked = plan.fields(rule.field).mask
    val before = if (masked) null else texts.whole(row, rule.field)
    changes.add(row, fields(rule.id), kinds(rule.id), before, if (masked) null else afters(decided.id))
  }

  private def change(row: Int, rule: CellRule): Unit =
    if (rule.action.action == ActionName.SetNull) columns(rule.field).setNull(row)
    else columns(rule.field).setDefault(row, afters(rule.id).getBytes)
}

private object Repairs {
  def after(action: Action): UTF8String =
    if (action.action == ActionName.Default) UTF8String.fromString(action.value.get) else null
}
