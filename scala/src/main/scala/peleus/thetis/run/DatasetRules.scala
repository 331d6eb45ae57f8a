package peleus.thetis.run

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._

import peleus.Shown
import peleus.contract.{Action, Bounds, Contract, Rule}
import peleus.thetis.CheckedRow
import peleus.transformations.Quoted

/** What a rule about the whole delivery found.
  *
  * @param failures
  *   rows too many or too few; for `unique`, rows beyond the first of each value
  * @param says
  *   what was found, as a sentence
  */
private[peleus] final case class DatasetFinding(rule: Rule, action: Action, failures: Long, says: String) {
  def holds: Boolean = failures == 0
}

/** The rules about the whole delivery, over its clean rows. */
private[peleus] object DatasetRules {
  // fields cannot be called so
  private val Rows = "_rows"
  private val First = "_first"

  /** Checks each of the contract's.
    *
    * @param rows
    *   number of clean rows
    * @param clean
    *   the clean rows; only read where a rule needs more than their number
    */
  def apply(contract: Contract, rows: Long, clean: => DataFrame): Seq[DatasetFinding] =
    contract.datasetRules.map { rule =>
      val (failures, says) = rule.rowCount match {
        case Some(bounds)       => counted(bounds, rows)
        case None if rows == 0L => 0L -> "no clean rows"
        case None               => unique(rule.unique, clean)
      }
      DatasetFinding(rule, contract.action(rule), failures, says)
    }

  private def counted(bounds: Bounds, rows: Long): (Long, String) = {
    val missing = bounds.minimum.fold(0L)(lowest => math.max(0L, lowest - rows))
    val surplus = bounds.maximum.fold(0L)(highest => math.max(0L, rows - highest))
    val wanted = Seq(
      bounds.minimum.map(n => s"at least ${Shown.count(n)}"),
      bounds.maximum.map(n => s"at most ${Shown.count(n)}")
    ).flatten
    (missing + surplus) -> s"${Shown.count(rows, "clean row")}, wanted are ${wanted.mkString(" and ")}"
  }

  /** A narrow job of its own: only the named columns are read. */
  private def unique(fields: Seq[String], clean: DataFrame): (Long, String) = {
    val columns = fields.map(name => col(Quoted(name)))
    val shared = clean
      .where(columns.map(_.isNotNull).reduce(_ && _))
      .groupBy(columns: _*)
      .agg(count(lit(1)).as(Rows), min(CheckedRow.Line).as(First))
      .where(col(Rows) > 1)
      .agg(count(lit(1)), sum(col(Rows) - 1), min(First))
      .head()
    val what = fields.mkString(", ")
    if (shared.getLong(0) == 0) 0L -> s"no two clean rows share $what"
    else {
      val (values, failures, line) = (shared.getLong(0), shared.getLong(1), shared.getLong(2))
      val repeating = s"${Shown.count(failures, "clean row")} with a value of $what that another row has"
      failures -> s"$repeating; ${Shown.count(values, "such value")}, the first at line $line"
    }
  }
}
