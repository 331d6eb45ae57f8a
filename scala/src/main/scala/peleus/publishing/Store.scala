package peleus.publishing

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}

import peleus.Refused
import peleus.storage.FileSystems.Denied
import peleus.storage.{AtomicFile, FileSystems}

/** Where the data of a project lives: tables, ledger, runs. One folder, here or on HDFS.
  *
  * @throws peleus.Refused
  *   when it is no place where a file can be renamed in one step
  */
private[peleus] class Store(name: String, val configuration: Configuration) {

  val root: Path = Store.place(name, configuration)

  /** Whether it is on this machine. */
  val isLocal: Boolean = AtomicFile.isLocal(root, configuration)

  /** Raw bytes as they arrived, and the receipts of deliveries. */
  val landing: Path = new Path(root, "landing")

  /** The folder of a table: a folder for each date, in it one for each run. */
  def folder(table: TableName): Path = new Path(root, s"tables/${table.database}/${table.table}")

  def runFolder(table: TableName, date: String, run: Int): Path = new Path(folder(table), Store.runName(date, run))

  /** What is published of a table, for readers without a catalog. */
  def published(table: TableName): Path = new Path(folder(table), "published.json")

  /** A file for each line. */
  def ledger(table: TableName): Path = new Path(root, s"ledger/$table")

  /** What a run has to tell, whatever became of it. */
  def report(table: TableName, date: String, run: Int): Path =
    new Path(root, s"runs/$table/${Store.runName(date, run)}/report.json")

  /** The file that the one writer holds. An embedded catalog lets one process in, so the lock is about all tables; on a
    * cluster it is about one.
    */
  def lock(table: TableName): Path =
    if (isLocal) new Path(root, Store.Lock) else new Path(ledger(table), Store.Lock)
}

private[peleus] object Store {
  private val Lock = ".writer"

  /** The folder of a run in that of its table. */
  def runName(date: String, run: Int): String = s"$date/run=$run"

  /** File systems on which to rename is one step. */
  private val Schemes = Seq("file", "hdfs", "viewfs")

  /** What Spark would read as a pattern, a variable, or as the end of a database's address. */
  private val Special = Seq("*", "?", "[", "]", "{", "}", "\\", ";")

  private def place(name: String, configuration: Configuration): Path = {
    if (name.trim.isEmpty) refuse("is empty: name a folder")
    Special
      .find(name.contains(_))
      .foreach(sign => refuse(s"'$name' holds $sign: not allowed are ${Special.mkString(" ")}"))
    val path =
      try new Path(name)
      catch { case _: IllegalArgumentException => refuse(s"'$name' is not the path of a folder") }
    val scheme = Option(path.toUri.getScheme).getOrElse(FileSystem.getDefaultUri(configuration).getScheme)
    if (!Schemes.contains(scheme)) refuse(s"'$name' is on $scheme: allowed are ${Schemes.mkString(", ")}")
    val files = FileSystems.of(path, configuration)
    val root = files.makeQualified(path)
    if (isFile(files, root)) refuse(s"'$name' is a file; give a folder")
    root
  }

  /** Where it may not be looked at, the lock will tell. */
  private def isFile(files: FileSystem, path: Path): Boolean =
    try files.exists(path) && files.getFileStatus(path).isFile
    catch { case Denied(_) => false }

  private def refuse(why: String): Nothing = throw Refused.because(why, "store")
}
