package peleus.publishing

import scala.util.Try

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.{DataType, StructType}

import peleus.Refused
import peleus.document.Node._
import peleus.document.{Json, Mapping, Node}
import peleus.storage.{AtomicFile, Footers, TextFile}

/** What a run has left in its folder, written when all of it is there: enough to publish it, or to know that it must
  * not be, without looking at anything else.
  *
  * @param outcome
  *   what is to become of it
  * @param delivery
  *   the delivery's hash; none where it could not be read
  * @param contract
  *   fingerprint of the contract, or of whatever else decided how the rows were made
  * @param corrects
  *   the run whose place it takes
  * @param parts
  *   what is to be published, in the order in which it is; the last is the table itself
  */
private[peleus] final case class Manifest(
    table: TableName,
    date: String,
    run: Int,
    outcome: Manifest.Outcome,
    delivery: Option[String],
    contract: String,
    decision: Option[String],
    corrects: Option[Int],
    released: Option[String],
    parts: Seq[Part]
) {

  /** Rows of the table itself. */
  def rows: Long = parts.lastOption.fold(0L)(_.rows)

  def json: Node = fields(
    "version" -> Number(1),
    "table" -> Text(table.toString),
    "date" -> Text(date),
    "run" -> Number(run),
    "outcome" -> Text(outcome.name),
    "delivery" -> textOrNull(delivery),
    "contract" -> Text(contract),
    "decision" -> textOrNull(decision),
    "corrects" -> orNull(corrects.map(Number(_))),
    "released" -> textOrNull(released),
    "parts" -> Items(parts.map(_.json))
  )
}

private[peleus] object Manifest {

  /** What is to become of a run that is whole. */
  sealed abstract class Outcome(val name: String) extends Product with Serializable

  case object Publish extends Outcome("publish")
  case object Hold extends Outcome("hold")
  case object Fail extends Outcome("fail")

  private val Outcomes: Seq[Outcome] = Seq(Publish, Hold, Fail)
  private val Name = "manifest.json"

  /** Puts it into the folder of its run, as the last file. */
  def write(manifest: Manifest, folder: Path, configuration: Configuration): Unit =
    TextFile.write(new Path(folder, Name), Json.pretty(manifest.json), configuration)

  /** That of a folder; none where there is none. */
  def in(folder: Path, configuration: Configuration): Option[Manifest] =
    AtomicFile.read(new Path(folder, Name), configuration).map(text => read(Json.read(text, Some(s"$folder/$Name"))))

  private def read(node: Node): Manifest = {
    val of = Mapping(node, Name)
    Manifest(
      TableName.read(of.text("table")),
      of.text("date"),
      of.int("run"),
      of.oneOf("outcome", Outcomes)(_.name),
      of.textOrNull("delivery"),
      of.text("contract"),
      of.textOrNull("decision"),
      of.intOrNull("corrects"),
      of.textOrNull("released"),
      of.mappings("parts").map(Part.read)
    )
  }
}

/** Rows of a run that are published together, as one table.
  *
  * @param ending
  *   of the table's name; empty for the table itself
  * @param folder
  *   in that of the run
  */
private[peleus] final case class Part(
    ending: String,
    folder: String,
    columns: StructType,
    files: Seq[Part.File]
) {
  def rows: Long = files.map(_.rows).sum

  def json: Node = fields(
    "ending" -> Text(ending),
    "folder" -> Text(folder),
    "rows" -> Number(rows),
    "files" -> Items(files.map { file =>
      fields("name" -> Text(file.name), "bytes" -> Number(file.bytes), "rows" -> Number(file.rows))
    }),
    "columns" -> Json.read(columns.json)
  )
}

private[peleus] object Part {

  /** A file: its name in the folder, its length in bytes, its rows. */
  final case class File(name: String, bytes: Long, rows: Long)

  /** What is in the folder of a part. */
  def of(ending: String, folder: String, columns: StructType, found: Footers): Part =
    Part(ending, folder, columns, found.files.map(file => File(file.name, file.bytes, file.rows)))

  def read(of: Mapping): Part = Part(
    of.text("ending"),
    of.text("folder"),
    structure(Json.write(of.node("columns"))),
    of.mappings("files").map(file => File(file.text("name"), file.long("bytes"), file.long("rows")))
  )

  private def structure(json: String): StructType = Try(DataType.fromJson(json)).toOption match {
    case Some(columns: StructType) => columns
    case _                         => throw Refused.because("'columns' must be a structure of Spark's", "manifest.json")
  }
}
