package peleus.thetis.run

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.contract.{Contract, ContractFile}
import peleus.delivery.{DeliveryFailed, FileProblem, Sequence, SequenceJson}
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
          folder.getFileSystem(configuration).delete(folder, true)
          CheckResult(report(Verdict.Failed, failed.problems.map(_.toString), Report.details(failed)), None)
      }
    keep(folder, "report.json", result.report.json)
    result
  }

  private def checked(folder: Path, scratch: Path): CheckResult = {
    val delivered = files.map(file => file.getFileSystem(configuration).getFileStatus(file).getLen).sum
    val sequence = sequenced(scratch)
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
    val (verdict, because) = Verdict.of(contract, written, found)
    val details = Report.details(contract, sequence, written, identities, found)
    CheckResult(report(verdict, because, details), Some(Counts(sequence, written)))
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

  protected def rows(sequence: Sequence): DataFrame = Checked.frame(spark, contract, sequence)

  protected def write(rows: DataFrame, folder: Path): Unit = RoutedWrite.write(rows, contract, folder.toString)

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
