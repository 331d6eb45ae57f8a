package peleus

import java.util.Locale

import scala.util.control.NonFatal

import org.apache.spark.SparkConf
import org.apache.spark.sql.SparkSession

import peleus.jobs.{Command, CommandLine, Commands, ExitCode, Outcome}

/** The command line of the jar: `spark-submit --class peleus.Main peleus.jar prepare --recipe …`. */
object Main {

  def main(arguments: Array[String]): Unit = CommandLine(Commands.all).parse(arguments.toSeq) match {
    case CommandLine.Answer(text)          => println(text)
    case CommandLine.Wrong(text)           => end(ExitCode.Refused, text)
    case CommandLine.Call(command, values) => run(command.name, Commands.make(command, values))
  }

  private def run(name: String, command: Command): Unit = {
    val spark = session(name, command)
    val Outcome(code, text, _, _) =
      try command.run(spark)
      catch {
        case refused: Refused  => Outcome(ExitCode.Refused, refused.getMessage)
        case NonFatal(failure) =>
          failure.printStackTrace()
          Outcome(ExitCode.Internal, s"internal error: ${failure.getMessage}")
      }
    val cluster = spark.conf.get("spark.submit.deployMode", "client").toLowerCase(Locale.ROOT) == "cluster"
    spark.stop()
    if (code == ExitCode.Done) println(s"$name  $text") else end(code, s"$name  $text", cluster)
  }

  /** The time zone of a session is the machine's unless it is said: no result may depend on that. */
  private def session(name: String, command: Command): SparkSession = {
    val settings = command.settings + (Zone -> new SparkConf().get(Zone, "UTC"))
    SparkSession.builder().appName(s"peleus $name").config(settings).getOrCreate()
  }

  private val Zone = "spark.sql.session.timeZone"

  /** In cluster mode YARN reads an exit of the process as a failure without a reason. So what could not be done ends
    * with an exception, and a verdict, which the run's report holds, as a success. The code goes to the log, for the
    * script that started us.
    */
  private def end(code: Int, text: String, cluster: Boolean = false): Unit = {
    System.err.println(s"PELEUS_EXIT=$code")
    System.err.println(text)
    if (!cluster) sys.exit(code)
    else if (code == ExitCode.Internal || code == ExitCode.Refused) throw new RuntimeException(text)
  }
}
