package peleus.thetis.run

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Shown
import peleus.contract.{Contract, ContractFile}
import peleus.delivery.{DeliveryFailed, Sequence, SequenceJson}
import peleus.document.{Json, Node}
import peleus.storage.{NewFolder, TextFile}
import peleus.thetis.CheckedRow
import peleus.thetis.Sequencing
import peleus.thetis.source.Checked

/** One check of one delivery: sequence, check, write by route, account, decide. Each stage is a method of its own, so
  * that a test can sabotage each and see the identity break that must break.
  *
  * @param date
  *   the delivery's date, where it has one
  */
private[peleus] class CheckRun(spark: SparkSession, contract: Contract, files: Seq[Path], date: Option[String]) {
  private val configuration = spark.sparkContext.hadoopConfiguration

  /** Checks the delivery and stages what comes out: a folder for each route, `sequence.json` and `report.json`. Of a
    * delivery that cannot be read there is only the report.
    *
    * @param into
    *   where it is staged, whole or not at all
    * @throws peleus.Refused
    *   when a row rule is no condition over the fields
    * @throws IdentitiesBroken
    *   when the counts do not add up; nothing is staged then
    */
  def run(into: NewFolder): CheckResult = into.fill { folder =>
    val result =
      try checked(folder, into.scratch)
      catch {
        case failed: DeliveryFailed =>
          CheckResult(report(Verdict.Failed, failed.problems.map(_.toString), Report.details(failed)), None)
      }
    keep(folder, "report.json", result.report.json)
    result
  }

  private def checked(folder: Path, scratch: Path): CheckResult = {
    val sequence = sequenced(scratch)
    write(new RowRules(contract)(rows(sequence)), folder)
    keep(folder, "sequence.json", SequenceJson.write(sequence))
    val written = Written.in(spark, folder)
    val identities = Identities(contract, sequence, written)
    val broken = identities.filterNot(_.holds)
    if (broken.nonEmpty) throw IdentitiesBroken(broken)
    val found = DatasetRules(contract, written.rows(CheckedRow.Clean), clean(folder))
    val (verdict, because) = Verdict.of(contract, written, found)
    val details = Report.details(contract, sequence, written, identities, found)
    CheckResult(report(verdict, because, details), Some(Counts(sequence, written)))
  }

  protected def sequenced(scratch: Path): Sequence = Sequencing(spark, contract, files, scratch)

  protected def rows(sequence: Sequence): DataFrame =
    Checked.frame(spark, contract, sequence)

  protected def write(rows: DataFrame, folder: Path): Unit = RoutedWrite.write(rows, contract, folder.toString)

  private def clean(folder: Path): DataFrame = spark.read.parquet(new Path(folder, CheckedRow.Clean).toString)

  private def report(verdict: Verdict, because: Seq[String], details: Seq[(String, Node)]): Report =
    Report(contract, ContractFile.fingerprint(contract), date, verdict, because, details)

  private def keep(folder: Path, name: String, node: Node): Unit =
    TextFile.write(new Path(folder, name), Json.pretty(node), configuration)
}

/** How a check ended.
  *
  * @param counts
  *   of what was staged; none where the delivery could not be read
  */
private[peleus] final case class CheckResult(report: Report, counts: Option[Counts])

/** Lines of a delivery and what became of them. */
private[peleus] final case class Counts(
    lines: Long,
    outside: Seq[(String, Long)],
    ofRecords: Long,
    records: Seq[(String, Long)]
) {

  /** `28,244 lines = 1 header + 28,243 of records: 28,206 clean + 37 rejected`, zeros left out. */
  override def toString: String = {
    val parts = (outside :+ ("of records" -> ofRecords)).filter(_._2 > 0)
    val kept = records.filter { case (what, n) => n > 0 || what == "clean" }
    s"${Shown.count(lines, "line")} = ${sum(parts)}: ${sum(kept)}"
  }

  private def sum(parts: Seq[(String, Long)]): String =
    parts.map { case (what, n) => s"${Shown.count(n)} $what" }.mkString(" + ")
}

private[peleus] object Counts {

  def apply(sequence: Sequence, written: Written): Counts = {
    val lines = sequence.members.map(_.lines)
    Counts(
      lines.map(_.physical).sum,
      Seq(
        "preamble" -> lines.map(_.preamble).sum,
        "header" -> lines.map(_.header).sum,
        "blank" -> lines.map(_.blank).sum
      ),
      lines.map(_.ofRecords).sum,
      Seq(
        "clean" -> written.rows(CheckedRow.Clean),
        "rejected" -> written.rows(CheckedRow.Rejects),
        "dropped" -> written.rows(CheckedRow.Dropped)
      )
    )
  }
}
