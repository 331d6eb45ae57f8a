package peleus.thetis.run

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.contract.{Contract, ContractFile}
import peleus.document.Node.{Text, fields, texts}
import peleus.publishing._
import peleus.thetis.CheckedRow

/** One check of one delivery for a table: what comes out is published, or kept until somebody releases it.
  *
  * @param date
  *   the delivery's
  * @param release
  *   why it is let through although it would be held
  */
private[peleus] final class StoredCheck(
    spark: SparkSession,
    contract: Contract,
    files: Seq[Path],
    date: String,
    table: TableName,
    release: Option[String]
) {
  private val configuration = spark.sparkContext.hadoopConfiguration
  private val fingerprint = ContractFile.fingerprint(contract)
  private val columns = RoutedWrite.published(contract)

  /** Checks and publishes.
    *
    * @throws peleus.Refused
    *   when a row rule is no condition over the fields, or when the table has other types
    * @throws Busy
    *   when another process writes the table
    */
  def run(publisher: Publisher): (CheckResult, Finished) = {
    val about = fields("files" -> texts(files.map(_.getName)), "contract" -> Text(fingerprint))
    val wanted = StoredCheck.Endings.map { case (route, ending) => ending -> columns(route) }
    publisher.run(date, about, wanted)(attempt => check(attempt))
  }

  private def check(attempt: Attempt): (CheckResult, Work) = {
    val admission = Admission(attempt.run, attempt.decide(_, fingerprint, release.isDefined), release)
    val run = new CheckRun(spark, contract, files, Some(date), Some(admission))
    val (result, manifest) = attempt.folder.fill { folder =>
      val result = run.stage(folder, attempt.folder.scratch)
      val manifest = StoredCheck.outcome(result.report.verdict).map(manifestOf(attempt, result, _))
      manifest.foreach(Manifest.write(_, folder, configuration))
      (result, manifest)
    }
    val sameAs = result.decision.collect { case same: Decision.Duplicate => same.run }
    result -> Work(result.report.json, manifest, result.delivery, sameAs)
  }

  private def manifestOf(attempt: Attempt, result: CheckResult, outcome: Manifest.Outcome): Manifest = Manifest(
    table,
    date,
    attempt.run,
    outcome,
    result.delivery,
    fingerprint,
    result.decision.map(_.name),
    result.decision.flatMap(_.corrects),
    release.filter(_ => outcome == Manifest.Publish),
    result.written.toSeq.flatMap(parts)
  )

  private def parts(written: Written): Seq[Part] = StoredCheck.Endings.map { case (route, ending) =>
    Part.of(ending, route, columns(route), written.footers(route))
  }
}

private object StoredCheck {

  /** Routes by what the names of their tables end with, in the order in which they are published. */
  val Endings: Seq[(String, String)] = Seq(
    CheckedRow.Rejects -> CheckedRow.Rejects,
    CheckedRow.Dropped -> CheckedRow.Dropped,
    CheckedRow.MetricsRoute -> CheckedRow.MetricsRoute,
    CheckedRow.Clean -> ""
  )

  /** What is to become of a run; none of one that has written nothing. */
  def outcome(verdict: Verdict): Option[Manifest.Outcome] = verdict match {
    case Verdict.Staged    => Some(Manifest.Publish)
    case Verdict.Held      => Some(Manifest.Hold)
    case Verdict.Failed    => Some(Manifest.Fail)
    case Verdict.Duplicate => None
  }
}
