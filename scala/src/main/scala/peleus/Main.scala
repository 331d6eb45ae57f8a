package peleus

import java.util.Locale

import scala.util.control.NonFatal

import org.apache.spark.sql.SparkSession

import peleus.jobs.{Command, CommandLine, Commands, ExitCode}
import peleus.transformations.Decoder

/** The command line of the jar: `spark-submit --class peleus.Main peleus.jar prepare --recipe …`. */
object Main {

  def main(arguments: Array[String]): Unit = CommandLine(Commands.all).parse(arguments.toSeq) match {
    case CommandLine.Answer(text)          => println(text)
    case CommandLine.Wrong(text)           => end(ExitCode.Refused, text)
    case CommandLine.Call(command, values) =>
      new Decoder().declared(command, values) match {
        case found: Command => run(command.name, found)
        case other          => throw new IllegalStateException(s"$other is not a command")
      }
  }

  private def run(name: String, command: Command): Unit = {
    val spark = SparkSession.builder().appName(s"peleus $name").getOrCreate()
    val (code, text) =
      try ExitCode.Done -> command.run(spark)
      catch {
        case refused: Refused  => ExitCode.Refused -> refused.getMessage
        case NonFatal(failure) =>
          failure.printStackTrace()
          ExitCode.Internal -> s"internal error: ${failure.getMessage}"
      }
    val cluster = spark.conf.get("spark.submit.deployMode", "client").toLowerCase(Locale.ROOT) == "cluster"
    spark.stop()
    if (code == ExitCode.Done) println(s"$name  $text") else end(code, s"$name  $text", cluster)
  }

  /** In cluster mode YARN reads an exit of the process as a failure without a reason, so the end is an exception; the
    * code goes to the log, for the script that started us.
    */
  private def end(code: Int, text: String, cluster: Boolean = false): Unit = {
    System.err.println(s"PELEUS_EXIT=$code")
    System.err.println(text)
    if (cluster) throw new RuntimeException(text) else sys.exit(code)
  }
}
