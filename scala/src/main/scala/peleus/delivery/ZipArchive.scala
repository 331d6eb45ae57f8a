package peleus.delivery

import java.io.InputStream
import java.util.zip.ZipEntry

import scala.jdk.CollectionConverters._
import scala.util.control.NonFatal

import org.apache.commons.compress.archivers.zip.{ZipArchiveEntry, ZipFile}
import org.apache.hadoop.fs.{FileStatus, FileSystem}

/** A delivered zip file, read by way of its central directory.
  *
  * @throws Defect
  *   when it is no whole zip file
  */
private[delivery] final class ZipArchive(files: FileSystem, status: FileStatus, limits: Limits) extends AutoCloseable {
  private val channel = new CoveredChannel(Source.open(files, status), status.getLen)
  private val (end, zip) =
    try open()
    catch { case NonFatal(e) => channel.close(); throw e }

  /** Bytes of the file that were read. */
  def read: Long = channel.read

  /** Reads what belongs to no text, so that the whole file was read. */
  def readRest(): Unit = channel.readRest()

  /** Its texts, in the order of their names.
    *
    * @throws DeliveryFailed
    *   with all that is wrong with its entries
    */
  def texts(): Seq[Source] = {
    val entries = zip.getEntries.asScala.toVector.sortBy(_.getName)
    val problems = ZipRules.defects(entries, end, limits).map { case (name, Defect(code, what)) =>
      FileProblem(name.fold(status.getPath.toString)(entry => s"${status.getPath}!$entry"), code, what)
    }
    if (problems.nonEmpty) throw DeliveryFailed(problems)
    entries.filterNot(ZipRules.isSkipped).map(new EntrySource(_))
  }

  override def close(): Unit = zip.close()

  private def open(): (ZipEnd, ZipFile) =
    ZipEnd.read(channel) -> readingDirectory(ZipFile.builder().setSeekableByteChannel(channel).get())

  /** The library tells damage by many kinds of exceptions. */
  private def readingDirectory[A](read: => A): A =
    try read
    catch { case NonFatal(e) => throw Defect("corrupt", s"its zip directory cannot be read: ${e.getMessage}") }

  private final class EntrySource(inside: ZipArchiveEntry) extends Source {
    override def path: String = status.getPath.toString
    override def entry: Option[String] = Some(inside.getName)
    override def compression: Compression = Compression.Zip
    override def delivered: Long = status.getLen
    override def modified: Long = status.getModificationTime
    override def read: Long = 0 // counted for the whole file

    override def open(): InputStream = {
      val raw = readingDirectory(Option(zip.getRawInputStream(inside))).getOrElse {
        throw Defect("corrupt", "the bytes of the entry are not found")
      }
      val data = if (inside.getMethod == ZipEntry.DEFLATED) new DeflatedEntry(raw, limits) else raw
      new CheckedEntry(data, inside.getSize, inside.getCrc)
    }
  }
}
