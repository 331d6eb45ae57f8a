package peleus.thetis.run

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.contract.{Contract, ContractFile}
import peleus.delivery.{DeliveryFailed, FileProblem, Sequence, SequenceJson}
import peleus.document.{Json, Node}
import peleus.publishing.Decision
import peleus.storage.{NewFolder, TextFile}
import peleus.thetis.source.Checked
import peleus.thetis.{CheckedRow, Sequencing}

/** One check of one delivery: sequence, check, write by route, account, decide. Each stage is a method of its own, so
  * that a test can sabotage each and see the identity break that must break.
  *
  * @param date
  *   the delivery's date, where it has one
  * @param admission
  *   what the table knows that it is checked for; none where it is staged for its own sake
  */
private[peleus] class CheckRun(
    spark: SparkSession,
    contract: Contract,
    files: Seq[Path],
    date: Option[String],
    admission: Option[Admission] = None
) {
  private val configuration = spark.sparkContext.hadoopConfiguration

  /** Checks the delivery and stages what comes out: a folder for each route, `sequence.json` and `report.json`. Of a
    * delivery that cannot be read there is only the report, of one that is published already nothing.
    *
    * @param into
    *   where it is staged, whole or not at all
    * @throws peleus.Refused
    *   when a row rule is no condition over the fields
    * @throws IdentitiesBroken
    *   when the counts do not add up; nothing is staged then
    */
  def run(into: NewFolder): CheckResult = into.fill(stage(_, into.scratch))

  /** The same, into a folder that does not exist.
    *
    * @param scratch
    *   for what is not kept
    */
  def stage(folder: Path, scratch: Path): CheckResult = {
    val result =
      try checked(folder, scratch)
      catch {
        case failed: DeliveryFailed =>
          folder.getFileSystem(configuration).delete(folder, true)
          val because = failed.problems.map(_.toString)
          CheckResult(report(Verdict.Failed, Says(failed), because, Report.details(failed)))
      }
    if (result.report.verdict != Verdict.Duplicate) keep(folder, "report.json", result.report.json)
    result
  }

  private def checked(folder: Path, scratch: Path): CheckResult = {
    val delivered = files.map(file => file.getFileSystem(configuration).getFileStatus(file).getLen).sum
    val sequence = sequenced(scratch)
    admission.map(_.decide(sequence.id)) match {
      case Some(same: Decision.Duplicate) =>
        val result =
          report(
            Verdict.Duplicate,
            "the same is published already",
            Seq(same.says(date.getOrElse(same.date))),
            Report.delivered(sequence)
          )
        CheckResult(result, delivery = Some(sequence.id), decision = Some(same))
      case decision => routed(sequence, delivered, decision, folder)
    }
  }

  private def routed(sequence: Sequence, delivered: Long, decision: Option[Decision], folder: Path): CheckResult = {
    val checkedRows = new RowRules(contract)(rows(sequence))
    // Looked at whatever the write does: what fails it may be a file that has changed.
    try write(checkedRows, folder)
    finally requireUnchanged(sequence)
    keep(folder, "sequence.json", SequenceJson.write(sequence))
    val written = Written.in(spark, folder)
    val identities = Identities(contract, delivered, sequence, written)
    val broken = identities.filterNot(_.holds)
    if (broken.nonEmpty) throw IdentitiesBroken(broken)
    val found = DatasetRules(contract, written.rows(CheckedRow.Clean), written.clean.get)
    val (verdict, because) =
      Verdict.admitted(Verdict.of(contract, written, found), decision, admission.flatMap(_.release))
    val details = Report.details(contract, sequence, written, identities, found)
    CheckResult(
      report(verdict, Says(written), because, details),
      Some(Counts(sequence, written)),
      Some(sequence.id),
      decision,
      Some(written)
    )
  }

  /** Files that are read in place are read twice: to sequence them, and to check them. In between they must not change.
    *
    * @throws DeliveryFailed
    *   with all files that did
    */
  private def requireUnchanged(sequence: Sequence): Unit = {
    val changed = sequence.members.filter(member =>
      member.isInPlace && !member.isUnchanged(new Path(member.path).getFileSystem(configuration))
    )
    if (changed.nonEmpty) throw DeliveryFailed(changed.map { member =>
      FileProblem(member.name, "changed", "changed while it was checked; is it still being uploaded?")
    })
  }

  protected def sequenced(scratch: Path): Sequence = Sequencing(spark, contract, files, scratch)

  protected def rows(sequence: Sequence): DataFrame = Checked.frame(spark, contract, sequence, admission.map(_.run))

  protected def write(rows: DataFrame, folder: Path): Unit = RoutedWrite.write(rows, contract, folder.toString)

  private def report(verdict: Verdict, says: String, because: Seq[String], details: Seq[(String, Node)]): Report =
    Report(contract, ContractFile.fingerprint(contract), date, verdict, says, because, details)

  private def keep(folder: Path, name: String, node: Node): Unit =
    TextFile.write(new Path(folder, name), Json.pretty(node), configuration)
}

/** What is known of a delivery's table before it is checked.
  *
  * @param run
  *   number of the run
  * @param decide
  *   what a delivery is, by its hash
  * @param release
  *   why it is let through although it would be held
  */
private[peleus] final case class Admission(run: Int, decide: String => Decision, release: Option[String])

/** How a check ended.
  *
  * @param counts
  *   of what was staged; none where the delivery could not be read, or is published already
  * @param delivery
  *   its hash, where it could be read
  * @param written
  *   what was, where anything was
  */
private[peleus] final case class CheckResult(
    report: Report,
    counts: Option[Counts] = None,
    delivery: Option[String] = None,
    decision: Option[Decision] = None,
    written: Option[Written] = None
)
