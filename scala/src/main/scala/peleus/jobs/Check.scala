package peleus.jobs

import java.time.format.DateTimeParseException
import java.time.{LocalDate, Year, YearMonth}

import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.contract.{Contract, ContractFile, FilePattern}
import peleus.delivery.DeliveryFiles
import peleus.storage.NewFolder
import peleus.thetis.run.{CheckResult, CheckRun, Verdict}
import peleus.transformations.{doc, since}

@doc("Checks a delivery against its contract and stages what comes out.")
@since("0.1")
final case class Check(
    @doc("file of the contract") contract: String,
    @doc("what was delivered: files, or folders of them, separated by commas") delivery: String,
    @doc("folder that is made, with clean, rejects, dropped, metrics and report.json; it must not exist") into: String,
    @doc("date of the delivery, such as 2024-12-31 or 2024-12; default: what the names of the files say")
    date: Option[String] = None
) extends Command {

  override def run(spark: SparkSession): Outcome = {
    val configuration = spark.sparkContext.hadoopConfiguration
    val folder = new NewFolder(into, configuration)
    val expected = ContractFile.load(spark, contract)
    val files = DeliveryFiles.list(delivery.split(',').toSeq.map(_.trim).filter(_.nonEmpty), configuration)
    val day = Check.dateOf(expected, files.map(_.getName), date)
    val result = new CheckRun(spark, expected, files, day).run(folder)
    Outcome(Check.exitCode(result.report.verdict), Check.describe(result, day, into))
  }
}

object Check {

  /** The date that was told, or the one that all files have in their names. */
  private def dateOf(contract: Contract, files: Seq[String], told: Option[String]): Option[String] = {
    told.filterNot(isDate).foreach { other =>
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

  /** Whether it is a day, a month or a year of the calendar. */
  private def isDate(text: String): Boolean = text.matches("""\d{4}(-\d{2}(-\d{2})?)?""") &&
    (try {
      text.length match {
        case 4 => Year.parse(text)
        case 7 => YearMonth.parse(text)
        case _ => LocalDate.parse(text)
      }
      true
    } catch { case _: DateTimeParseException => false })

  private def exitCode(verdict: Verdict): Int = verdict match {
    case Verdict.Staged => ExitCode.Done
    case Verdict.Held   => ExitCode.Held
    case Verdict.Failed => ExitCode.ChecksFailed
  }

  private def describe(result: CheckResult, date: Option[String], into: String): String = {
    val report = result.report
    val name = (report.contract.contract +: date.toSeq).mkString(" ")
    val head = s"${report.verdict.name.toUpperCase(java.util.Locale.ROOT)}  $name"
    val counts = result.counts.map(counts => s"  $counts").getOrElse("")
    (s"$head$counts  -> $into/report.json" +: report.because.map("  " + _)).mkString("\n")
  }
}
