package peleus.thetis.source

import java.util.UUID

import org.apache.hadoop.fs.{LocalFileSystem, Path}
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.util.CaseInsensitiveStringMap

import peleus.Refused
import peleus.contract.{Contract, ContractFile}
import peleus.delivery.DeliveryFiles
import peleus.document.Json
import peleus.document.Node.{Items, Text}
import peleus.thetis.{Plan, Sequencing}

/** A delivery and its contract by the options of a reader: `contract`, a file; `load(…)`, files and folders; `scratch`,
  * a folder for the text of files that Spark cannot read in place, needed where it is not local.
  *
  * The plan, and with it the columns, are known at once; the files are read when somebody asks for rows.
  */
private[source] final class Delivered(spark: SparkSession, options: CaseInsensitiveStringMap) {
  private val configuration = spark.sparkContext.hadoopConfiguration
  private val contract: Contract =
    ContractFile.load(spark, option("contract", "the file of the contract"))

  val plan: Plan = Plan(contract)

  /** Sequences the files; DeliveryFailed when one cannot be read. */
  def check(): Check = {
    val files = DeliveryFiles.list(paths, configuration)
    val sequence = Sequencing(spark, contract, files, scratch(files.head))
    Check(plan, sequence, Sequencing.positions(contract, sequence))
  }

  private def paths: Seq[String] = Option(options.get("paths")).map(Json.read(_)) match {
    case Some(Items(several)) => several.collect { case Text(path) => path }
    case _                    => Seq(option("path", "what was delivered: load(\"inbox/file.csv\")"))
  }

  /** Kept until the process ends: the frame may be read any number of times. */
  private def scratch(file: Path): Path = {
    val files = file.getFileSystem(configuration)
    def temporary = s"${System.getProperty("java.io.tmpdir")}/peleus-${UUID.randomUUID}"
    val path = new Path(Option(options.get("scratch")).getOrElse {
      if (files.isInstanceOf[LocalFileSystem]) temporary
      else
        throw Refused.because("is missing: a folder that all tasks can read, for the text of packed files", "scratch")
    })
    path.getFileSystem(configuration).deleteOnExit(path): Unit
    path
  }

  private def option(name: String, what: String): String =
    Option(options.get(name)).getOrElse(throw Refused.because(s"is missing: $what", name))
}
