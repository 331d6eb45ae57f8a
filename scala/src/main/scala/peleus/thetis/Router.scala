package peleus.thetis

import org.apache.spark.unsafe.types.UTF8String

import peleus.contract.{ActionName, Failure}
import peleus.thetis.records.{Fault, Records}

/** Decides where each record of a batch goes, and counts. Only records that fail anything take time.
  *
  * @param texts
  *   the cells as they were written
  */
private[thetis] final class Router(
    plan: Plan,
    failures: Failures,
    records: Records,
    texts: CellTexts,
    tally: Tally
) {

  /** One of [[Routes]] each. */
  val routes = new Array[Byte](records.capacity)

  /** The rows that fail a rule or are faulty, in order; the first `touchedRows` of these. */
  val touched = new Array[Int](records.capacity)
  var touchedRows = 0

  private val rejecting = plan.bits(ActionName.Fail, ActionName.Quarantine)
  private val dropping = plan.bits(ActionName.Drop)
  private val warning = plan.rules.map(_.action.action == ActionName.Warn).toArray
  private val fieldOf = plan.rules.map(_.field).toArray
  private val isMasked = plan.rules.map(rule => plan.fields(rule.field).mask).toArray
  private val isMissing = plan.rules.map(_.failure == Failure.Missing).toArray

  def run(): Unit = {
    touchedRows = 0
    var row = 0
    while (row < records.size) {
      if (records.faults(row) == Fault.None && !failures.any(row)) routes(row) = Routes.Clean
      else {
        touched(touchedRows) = row
        touchedRows += 1
        routes(row) = routeOf(row)
        count(row)
      }
      row += 1
    }
    tally.routes(Routes.Clean.toInt) += records.size - touchedRows
  }

  /** Whether a record of the batch has one of these routes. */
  def hasAny(wanted: Array[Boolean]): Boolean = {
    var index = 0
    var found = wanted(Routes.Clean.toInt) && touchedRows < records.size
    while (!found && index < touchedRows) {
      found = wanted(routes(touched(index)).toInt)
      index += 1
    }
    found
  }

  private def routeOf(row: Int): Byte =
    if (records.faults(row) != Fault.None || failures.anyOf(rejecting, row)) Routes.Rejects
    else if (failures.anyOf(dropping, row)) Routes.Dropped
    else Routes.Clean

  private def count(row: Int): Unit = {
    val route = routes(row).toInt
    val fault = records.faults(row).toInt
    tally.routes(route) += 1
    if (fault != Fault.None) {
      tally.faults(fault) += 1
      if (tally.faulty.wants(fault)) tally.faulty.add(fault, records.firstLines(row), null)
    }
    var lastField = -1
    failures.foreach(row) { rule =>
      tally.failures(rule) += 1
      if (tally.failing.wants(rule)) tally.failing.add(rule, records.firstLines(row), shown(rule, row))
      if (warning(rule) && route == Routes.Clean) tally.warned(rule) += 1
      if (!isMissing(rule) && fieldOf(rule) != lastField) {
        lastField = fieldOf(rule)
        tally.invalid(lastField) += 1
      }
    }
  }

  private def shown(rule: Int, row: Int): UTF8String = if (isMasked(rule)) null else texts.short(row, fieldOf(rule))
}
