package peleus.thetis

import org.apache.spark.unsafe.types.UTF8String

import peleus.contract.{ActionName, Failure}
import peleus.thetis.columns.Lists
import peleus.thetis.records.Fault
import peleus.transformations.Names

/** Tells why a record is not clean: all its failures, those that alone would have been repaired included. */
private[thetis] final class Reasons(plan: Plan, texts: CellTexts, reasons: Lists) {
  private val fields = plan.rules.map(rule => UTF8String.fromString(rule.column))
  private val kinds = plan.rules.map(rule => UTF8String.fromString(rule.kind))
  private val actions = plan.rules.map(rule => UTF8String.fromString(Names.snakeOf(rule.action.action)))
  private val faults = Fault.names.map(UTF8String.fromString)
  private val quarantine = UTF8String.fromString(Names.snakeOf(ActionName.Quarantine))

  def run(row: Int, fault: Byte, failures: Failures): Unit =
    if (fault != Fault.None) reasons.add(row, null, faults(fault.toInt), faults(fault.toInt), null, quarantine)
    else
      failures.foreach(row) { id =>
        val rule = plan.rules(id)
        val field = plan.fields(rule.field)
        val value = if (field.mask) null else texts.short(row, rule.field)
        reasons.add(row, fields(id), kinds(id), code(rule, field, row), value, actions(id))
      }

  /** What the reader says where the cell could not be read, else the rule. */
  private def code(rule: CellRule, field: FieldPlan, row: Int): UTF8String =
    if (rule.failure == Failure.Type) field.reader.get.error(texts.whole(row, rule.field)) else kinds(rule.id)
}
