package peleus.thetis.source

import java.nio.file.{Path => LocalPath}
import java.util.UUID

import org.apache.hadoop.fs.Path
import org.apache.hadoop.fs.permission.{FsAction, FsPermission}
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.util.CaseInsensitiveStringMap

import peleus.contract.{Contract, ContractFile}
import peleus.delivery.{DeliveryFiles, Sequence}
import peleus.document.Json
import peleus.document.Node.{Items, Text}
import peleus.thetis.{Plan, Sequencing}
import peleus.{Refused, delivery}

/** A delivery and its contract by the options of a reader: `contract`, a file; `load(…)`, files and folders; `scratch`,
  * a folder for the text of files that Spark cannot read in place. It is needed where tasks run elsewhere.
  *
  * The plan, and with it the columns, are known at once; the files are read when somebody asks for rows.
  */
private[source] final class Delivered(spark: SparkSession, options: CaseInsensitiveStringMap) {
  import Delivered._

  private val configuration = spark.sparkContext.hadoopConfiguration

  private val contract: Contract = Option(options.get(ContractJson)) match {
    case Some(json) => ContractFile.read(json, ContractJson)
    case None       => ContractFile.load(spark, option("contract", "the file of the contract"))
  }

  private val run: Option[Int] = Option(options.get(Run)).map(_.toInt)

  val plan: Plan = Plan(contract, stamped = run.isDefined)

  /** The chunks; sequences the files unless a sequence came along. DeliveryFailed when one cannot be read. */
  def check(): Check = Check(contract, plan, known.getOrElse(sequenced), run)

  private def known: Option[Sequence] =
    Option(options.get(SequenceJson)).map(json => delivery.SequenceJson.read(Json.read(json)))

  private def sequenced: Sequence = Sequencing(spark, contract, DeliveryFiles.list(paths, configuration), scratch())

  private def paths: Seq[String] = Option(options.get("paths")).map(Json.read(_)) match {
    case Some(Items(several)) => several.collect { case Text(path) => path }
    case _                    => Seq(option("path", "what was delivered: load(\"inbox/file.csv\")"))
  }

  /** A folder of our own, which only its owner may read; it is kept until the process ends, as the rows may be read any
    * number of times.
    */
  private def scratch(): Path = {
    val folder = Option(options.get("scratch")).getOrElse {
      // by its scheme: on a machine of a cluster, a path without one is a path of HDFS
      if (spark.sparkContext.isLocal) LocalPath.of(System.getProperty("java.io.tmpdir")).toUri.toString
      else
        throw Refused.because("is missing: a folder that all tasks can read, for the text of packed files", "scratch")
    }
    val own = new Path(folder, s"peleus-${UUID.randomUUID}")
    val files = own.getFileSystem(configuration)
    files.mkdirs(own, new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE))
    files.deleteOnExit(own): Unit
    own
  }

  private def option(name: String, what: String): String =
    Option(options.get(name)).getOrElse(throw Refused.because(s"is missing: $what", name))
}

private[source] object Delivered {

  /** Options of [[Checked]], which has read both already: the long form of the contract, and the sequence; and the
    * number of the run, where rows are to tell it.
    */
  val ContractJson = "contract_json"
  val SequenceJson = "sequence_json"
  val Run = "run"
}
