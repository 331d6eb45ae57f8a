package peleus.publishing

import java.nio.file.{Files, Path => LocalPath}
import java.time.Instant
import java.util.UUID

import scala.collection.mutable
import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.StructType

import peleus.document.Node.{Fields, Text, fields}
import peleus.document.{Json, Mapping}
import peleus.storage.AtomicFile

/** What a supplier sends, and what a check would find.
  *
  * @param text
  *   stands for the delivery's content and for its hash
  * @param contract
  *   stands for the fingerprint of the contract
  */
private[publishing] final case class Sent(
    date: String,
    text: String,
    contract: String = "1.0.0",
    found: Found = Found.Good,
    released: Boolean = false
) {

  /** What is told of each row. */
  def row: String = s"$text by $contract"
}

private[publishing] sealed trait Found

private[publishing] object Found {
  case object Good extends Found
  case object Doubtful extends Found
  case object Bad extends Found
  case object Unreadable extends Found

  val all: Seq[Found] = Seq(Good, Doubtful, Bad, Unreadable)
}

/** `kill -9`, as far as one process can be killed by itself: nothing of Peleus catches it. */
private[publishing] final class Killed(after: String) extends VirtualMachineError(after)

/** A real store in a folder, a catalog in memory, and checks that write next to nothing. */
private[publishing] final class Workshop {
  import Workshop._

  val store: Store = new Store(Files.createTempDirectory("workshop").toString, new Configuration)

  /** The same place for a writer whom the lock does not stop: as if the first one's had expired. */
  val unlocked: Store = new Store(store.root.toString, store.configuration) {
    override def lock(table: TableName): Path = new Path(root, "other/writer")
  }
  val catalog = new MemoryCatalog
  var now: Instant = Instant.parse("2024-05-01T00:00:00Z")

  /** @param at
    *   told of every step, those of the check included; may throw [[Killed]]
    */
  def deliver(sent: Sent, at: String => Unit = _ => (), in: Store = store): Finished = {
    val publisher = new Publisher(in, Table, () => catalog, () => now, at)
    val columns = Parts.map { case (ending, _) => ending -> Columns }
    try
      publisher
        .run(sent.date, fields("files" -> Text(sent.text)), columns)(attempt => ((), check(attempt, sent, at)))
        ._2
    catch {
      case killed: Killed =>
        leaveHalfFiles()
        throw killed
    }
  }

  private def check(attempt: Attempt, sent: Sent, at: String => Unit): Work =
    attempt.decide(sent.text, sent.contract, released = false) match {
      case same: Decision.Duplicate if sent.found != Found.Unreadable =>
        Work(report("duplicate"), None, Some(sent.text), Some(same.run))
      case decision =>
        val folder = attempt.folder
        def hidden(name: String) = new Path(folder.path.getParent, s".${folder.path.getName}-${UUID.randomUUID}/$name")
        reached("nothing written", at)(())
        reached("half written", at)(write(hidden("clean/part-0"), "half"))
        val manifest = manifestOf(attempt, sent, decision)
        reached("not renamed", at)(fill(hidden("unfinished"), manifest, sent))
        folder.fill(fill(_, manifest, sent))
        reached("renamed", at)(write(hidden("scratch/text"), "what was delivered"))
        Work(report("staged"), Some(manifest), manifest.delivery)
    }

  /** @param left
    *   what a process that is killed there leaves, and one that fails would not
    */
  private def reached(step: String, at: String => Unit)(left: => Unit): Unit =
    try at(step)
    catch {
      case killed: Killed =>
        left
        throw killed
    }

  private def fill(folder: Path, manifest: Manifest, sent: Sent): Unit = {
    for (part <- manifest.parts; file <- part.files)
      write(new Path(folder, s"${part.folder}/${file.name}"), s"${sent.row} in run ${manifest.run}")
    write(new Path(folder, "report.json"), Json.pretty(report("staged")))
    Manifest.write(manifest, folder, store.configuration)
  }

  private def manifestOf(attempt: Attempt, sent: Sent, decision: Decision): Manifest = {
    val back = decision match {
      case _: Decision.Returned => true
      case _                    => false
    }
    val outcome = sent.found match {
      case Found.Unreadable | Found.Bad                                 => Manifest.Fail
      case found if !sent.released && (found == Found.Doubtful || back) => Manifest.Hold
      case _                                                            => Manifest.Publish
    }
    val readable = sent.found != Found.Unreadable
    val parts = Parts.map { case (ending, folder) => Part(ending, folder, Columns, Rows) }
    Manifest(
      Table,
      sent.date,
      attempt.run,
      outcome,
      Option.when(readable)(sent.text),
      sent.contract,
      Option.when(readable)(decision.name),
      decision.corrects.filter(_ => readable),
      None,
      if (readable) parts else Nil
    )
  }

  private def report(verdict: String): Fields = fields("verdict" -> Text(verdict))

  /** By Java: Hadoop's local file system starts a process for the permissions of each file. */
  private def write(file: Path, text: String): Unit = {
    val local = AtomicFile.local(file)
    Files.createDirectories(local.getParent)
    Files.writeString(local, text): Unit
  }

  /** What a process leaves that is killed while it writes a small file. */
  private def leaveHalfFiles(): Unit = {
    val reports = new History(ledger).unfinished.map(run => store.report(Table, run.date, run.run))
    val files = reports ++ Seq(store.published(Table), new Path(store.ledger(Table), "00000009.json"))
    files.foreach(file => write(new Path(file.getParent, s".${file.getName}-${UUID.randomUUID}"), "half"))
  }

  def ledger: Seq[Entry] = new Ledger(store.ledger(Table), store.configuration, () => now).entries()

  /** The lines of the ledger as they stand in their files. */
  def lines: Map[String, String] = paths
    .filter(path => path.getParent.endsWith(s"ledger/$Table") && !path.getFileName.toString.startsWith("."))
    .map(path => path.getFileName.toString -> Files.readString(path))
    .toMap

  /** The run that each date shows in a table. */
  def runs(ending: String = ""): Map[String, Int] =
    catalog.locations(Table.beside(ending)).map { case (date, folder) => date -> runOf(folder.getParent) }

  /** What a reader of a table finds, by date; every file of a run says the same, and which run it is. */
  def shown(ending: String = ""): Map[String, String] =
    catalog.locations(Table.beside(ending)).map { case (date, folder) => date -> read(folder) }

  /** The run of each date in `published.json`, once what it names has been read. */
  def listed: Map[String, Int] = PublishedFile
    .read(store, Table)
    .toSeq
    .flatMap { text =>
      Mapping(Json.read(text), "published.json").mappings("partitions").map { partition =>
        val folder = new Path(store.folder(Table), partition.text("folder"))
        val rows = read(folder)
        val run = partition.int("run")
        require(rows.endsWith(s"in run $run") && rows.startsWith(partition.text("delivery")), s"$rows as $text")
        partition.text("date") -> run
      }
    }
    .toMap

  private def read(folder: Path): String = {
    val rows = Rows.map(file => Files.readString(AtomicFile.local(new Path(folder, file.name))))
    require(rows.distinct.size == 1 && rows.head.endsWith(s"in run ${runOf(folder.getParent)}"), s"$folder holds $rows")
    rows.head
  }

  /** Files and folders that a listing does not show, but for the lock and for checksums. */
  def hiddenFiles: Seq[LocalPath] = paths.filter { path =>
    val name = path.getFileName.toString
    name.startsWith(".") && name != ".writer" && !name.endsWith(".crc")
  }

  def hasFolder(run: Entry): Boolean = Files.exists(AtomicFile.local(store.runFolder(Table, run.date, run.run)))

  private def paths: Seq[LocalPath] =
    Using.resource(Files.walk(AtomicFile.local(store.root)))(_.iterator.asScala.toVector)
}

private[publishing] object Workshop {
  val Table: TableName = TableName("flights", "checked")

  /** In the order in which they are published. */
  val Parts: Seq[(String, String)] =
    Seq("rejects" -> "rejects", "dropped" -> "dropped", "metrics" -> "metrics", "" -> "clean")

  private val Columns = new StructType().add("id", "long")
  private val Rows = Seq(Part.File("part-0", 1L, 1L), Part.File("part-1", 1L, 1L))

  def runOf(folder: Path): Int = folder.getName.stripPrefix("run=").toInt
}

/** A metastore that forgets when it is told to. */
private[publishing] final class MemoryCatalog extends Catalog {
  private val tables = mutable.Map.empty[TableName, Map[String, Path]]

  /** Called when a switch has been decided, and not yet done. */
  var beforeSwitch: TableName => Unit = _ => ()

  override def ensure(table: TableName, columns: StructType, folder: Path): Unit =
    tables.getOrElseUpdate(table, Map.empty): Unit
  override def ensureChanges(table: TableName, columns: StructType): Unit = ()
  override def locations(table: TableName): Map[String, Path] = tables.getOrElse(table, Map.empty)
  override def point(table: TableName, date: String, folder: Path): Unit = {
    beforeSwitch(table)
    tables(table) = tables(table).updated(date, folder)
  }

  def lose(): Unit = tables.clear()
}
