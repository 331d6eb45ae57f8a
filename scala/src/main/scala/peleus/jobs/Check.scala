package peleus.jobs

import java.util.Locale

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.contract.{Contract, ContractFile, FilePattern}
import peleus.delivery.DeliveryFiles
import peleus.publishing.{Busy, Period, Publisher, SessionCatalog, Store, TableName}
import peleus.storage.NewFolder
import peleus.thetis.run.{CheckResult, CheckRun, StoredCheck, Verdict}
import peleus.transformations.{doc, since}

@doc("Checks a delivery against its contract, and publishes or stages what comes out.")
@since("0.1")
final case class Check(
    @doc("file of the contract") contract: String,
    @doc("what was delivered: files, or folders of them, separated by commas") delivery: String,
    @doc(
      "with a store the table that is published, such as flights.checked; without one a folder that is made, with " +
        "clean, rejects, dropped, metrics and report.json, and must not exist"
    )
    into: String,
    @doc("date of the delivery, such as 2024-12-31 or 2024-12; default: what the names of the files say")
    date: Option[String] = None,
    @doc("folder of the project's data: tables, ledger, runs") store: Option[String] = None,
    @doc("the store's catalog: embedded, or the address of a metastore, thrift://host:port")
    catalog: String = "embedded",
    @doc("publish a delivery that would be held; why, for the ledger") release: Option[String] = None
) extends Command {

  override def settings: Map[String, String] = store.map(_ => SessionCatalog.Setting).toMap

  override def run(spark: SparkSession): Outcome = run(spark, _ => ())

  /** The same, told of every step of the publication; see [[Publisher]]. */
  private[peleus] def run(spark: SparkSession, watch: String => Unit): Outcome = {
    if (release.exists(_.isBlank)) throw Refused.because("is blank: say why", "release")
    val configuration = spark.sparkContext.hadoopConfiguration
    val expected = ContractFile.load(spark, contract)
    val files = DeliveryFiles.list(delivery.split(',').toSeq.map(_.trim).filter(_.nonEmpty), configuration)
    val day = Check.dateOf(expected, files.map(_.getName), date)
    val checking = new Checking(spark, expected, files, day)
    store.fold(checking.stage(into))(checking.publish(_, watch))
  }

  /** What is checked, once everything about it is known. */
  private final class Checking(spark: SparkSession, expected: Contract, files: Seq[Path], day: Option[String]) {
    private val configuration = spark.sparkContext.hadoopConfiguration
    private val name = (expected.contract +: day.toSeq).mkString(" ")

    def stage(into: String): Outcome = {
      release.foreach(_ => throw Refused.because("is for deliveries that are published: give a store, too", "release"))
      val folder = new NewFolder(into, configuration)
      val result = new CheckRun(spark, expected, files, day).run(folder)
      outcome(result, result.report.verdict.name, s"$into/report.json", Nil)
    }

    def publish(place: String, watch: String => Unit): Outcome = {
      val table = TableName.read(into)
      val date = day.getOrElse(throw Refused.because("is not known: no name of a file tells it; give --date", "date"))
      val found = new Store(place, configuration)
      val metastore = new SessionCatalog(spark, found, catalog)
      val check = new StoredCheck(spark, expected, files, date, table, release)
      try {
        val publisher = new Publisher(found, table, () => metastore.attach(), watch = watch)
        val (result, done) = check.run(publisher)
        outcome(result, done.verdict, done.kept.toString, done.recovered)
      } catch { case busy: Busy => Outcome.busy(name, busy) }
    }

    private def outcome(result: CheckResult, verdict: String, report: String, first: Seq[String]): Outcome = {
      val head = s"${verdict.toUpperCase(Locale.ROOT)}  $name"
      val counts = result.counts.map(counts => s"  $counts").getOrElse("")
      val lines = first.map("  first: " + _) ++ result.report.because.map("  " + _)
      Outcome(
        Check.exitCode(result.report.verdict),
        (s"$head$counts  -> $report" +: lines).mkString("\n"),
        Some(report),
        Some(verdict)
      )
    }
  }
}

object Check {

  /** The date that was told, or the one that all files have in their names. */
  private def dateOf(contract: Contract, files: Seq[String], told: Option[String]): Option[String] = {
    told.filter(Period.read(_).isEmpty).foreach { other =>
      throw Refused.because(s"wants a date such as 2024-12-31 or 2024-12, got '$other'", "date")
    }
    told.orElse {
      val names = FilePattern.compile(contract.delivery.files)
      files.find(!names.matches(_)).foreach { file =>
        val wanted = s"the contract's delivery.files is ${contract.delivery.files}"
        throw Refused.because(
          s"the name '$file' is not one of a delivery: $wanted; give --date to check it all the same"
        )
      }
      files.flatMap(names.date).distinct match {
        case Seq()    => None
        case Seq(day) => Some(day)
        case several  =>
          throw Refused.because(s"the files are of ${several.mkString(" and ")}: check one date at a time")
      }
    }
  }

  private def exitCode(verdict: Verdict): Int = verdict match {
    case Verdict.Staged | Verdict.Duplicate => ExitCode.Done
    case Verdict.Held                       => ExitCode.Held
    case Verdict.Failed                     => ExitCode.ChecksFailed
  }
}
