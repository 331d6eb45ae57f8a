package peleus.delivery

import java.io.{FileNotFoundException, FilterInputStream, InputStream}

import org.apache.hadoop.fs.{FSDataInputStream, FileStatus, FileSystem}

import peleus.storage.FileSystems
import peleus.storage.FileSystems.Denied

/** One text of a delivery, which can be read from its beginning as often as it takes. */
private[delivery] trait Source {

  /** The delivered file, qualified. */
  def path: String

  /** Its name inside an archive. */
  def entry: Option[String]

  def compression: Compression

  /** Bytes of the delivered file, as the file system tells. */
  def delivered: Long

  /** When the delivered file was last changed, in milliseconds since 1970, as the file system tells. */
  def modified: Long

  /** Its bytes, inflated. The stream is closed before another is opened. */
  def open(): InputStream

  /** Bytes of the delivered file that the last stream has read. */
  def read: Long

  /** How problems call it. */
  def name: String = entry.fold(path)(inside => s"$path!$inside")
}

/** A file that holds one text, plain or in gzip. */
private[delivery] final class FileSource(
    files: FileSystem,
    status: FileStatus,
    val compression: Compression,
    limits: Limits
) extends Source {
  private var last: Option[CountedInput] = None

  override def path: String = status.getPath.toString
  override def entry: Option[String] = None
  override def delivered: Long = status.getLen
  override def modified: Long = status.getModificationTime
  override def read: Long = last.fold(0L)(_.count)

  override def open(): InputStream = {
    val in = new CountedInput(Source.open(files, status))
    last = Some(in)
    if (compression == Compression.Gzip) new GzipInput(in, limits) else in
  }
}

private[delivery] object Source {

  /** @throws Defect
    *   unreadable when the file is not there any more or may not be read
    */
  def open(files: FileSystem, status: FileStatus): FSDataInputStream =
    try files.open(status.getPath)
    catch {
      case e: FileNotFoundException => throw unreadable(FileSystems.sentence(e))
      case Denied(why)              => throw unreadable(why)
    }

  private def unreadable(why: String): Defect = Defect("unreadable", s"cannot be read: $why")
}

/** Counts the bytes that are really read. */
private[delivery] final class CountedInput(in: InputStream) extends FilterInputStream(in) {
  private var counted = 0L

  def count: Long = counted

  override def read(into: Array[Byte], offset: Int, room: Int): Int = {
    val got = in.read(into, offset, room)
    counted += math.max(0, got)
    got
  }

  override def read(): Int = {
    val byte = in.read()
    if (byte >= 0) counted += 1
    byte
  }
}
