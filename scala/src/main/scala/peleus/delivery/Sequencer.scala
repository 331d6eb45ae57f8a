package peleus.delivery

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileStatus, FileSystem, Path}

/** Reads delivered files once, as streams, and tells what they are and where their records lie.
  *
  * Plain text in UTF-8 or ASCII stays where it is. Other text is written once, in UTF-8, into a folder of work. Bytes
  * that an encoding of one byte does not know go there as they are, alone, which is no UTF-8.
  *
  * @param known
  *   how many of some labels the contract knows: this decides between delimiters
  * @param work
  *   folder for decoded copies, made when it is missing
  * @param chunkBytes
  *   a chunk ends at the first end of a record at or after so many bytes
  */
final class Sequencer private[delivery] (
    layout: Layout,
    known: Seq[String] => Int,
    work: Path,
    configuration: Configuration,
    chunkBytes: Long,
    limits: Limits
) {
  require(chunkBytes > 0, s"chunks of $chunkBytes bytes")

  def this(
      layout: Layout,
      known: Seq[String] => Int,
      work: Path,
      configuration: Configuration,
      chunkBytes: Long = Sequencer.ChunkBytes
  ) = this(layout, known, work, configuration, chunkBytes, Limits())

  /** The texts of one delivered file: one, or as many as a zip file holds, in the order of their names.
    *
    * @throws DeliveryFailed
    *   with all that is wrong with the file, if it cannot be read as a whole
    */
  def members(file: Path): Seq[Member] = {
    val files = file.getFileSystem(configuration)
    val status = files.getFileStatus(file)
    val name = status.getPath.toString
    Defect.in(name) {
      if (status.getLen == 0) throw Defect("empty", "is empty: it holds no byte")
      val magic = Using.resource(Source.open(files, status)) { in =>
        val head = in.readNBytes(Magic.Head)
        Magic.of(head, 0, head.length)
      }
      FileName.check(status.getPath.getName, magic)
      val found = magic match {
        case Magic.Zip  => zipped(files, status)
        case Magic.Gzip => Seq(member(new FileSource(files, status, Compression.Gzip, limits)))
        case _          => Seq(member(new FileSource(files, status, Compression.Plain, limits)))
      }
      if (found.map(_.read).sum != status.getLen || !found.head.isUnchanged(files)) throw Defect.changed
      found
    }
  }

  private def zipped(files: FileSystem, status: FileStatus): Seq[Member] =
    Using.resource(new ZipArchive(files, status, limits)) { archive =>
      val (failed, members) = archive.texts().partitionMap { text =>
        try Right(member(text))
        catch { case failed: DeliveryFailed => Left(failed) }
      }
      if (failed.nonEmpty) throw DeliveryFailed(failed.flatMap(_.problems))
      archive.readRest()
      members.head.copy(read = archive.read) +: members.tail
    }

  /** Tries the encodings in their order and, where none reads all, takes the first and counts what it cannot read. */
  private def member(source: Source): Member = Defect.in(source.name)(firstThatReads(source, layout.encodings, Nil))

  private def firstThatReads(source: Source, encodings: Seq[String], refused: Seq[Undecodable]): Member =
    encodings.headOption match {
      case None           => read(source, refused.head.encoding, refused, lenient = true)
      case Some(encoding) =>
        try read(source, encoding, refused, lenient = false)
        catch {
          case Unreadable.Bytes(place) => firstThatReads(source, encodings.tail, refused :+ place)
          case Unreadable.Marked()     => firstThatReads(source, marked, Nil)
        }
    }

  private def marked: Seq[String] = {
    val allowed = layout.encodings
    if (allowed.contains(Encodings.Utf8)) Seq(Encodings.Utf8)
    else throw Defect("encoding", s"its byte order mark says utf-8, allowed are ${allowed.mkString(", ")}")
  }

  private def read(source: Source, encoding: String, refused: Seq[Undecodable], lenient: Boolean): Member = {
    val plain = source.compression == Compression.Plain
    if (plain && encoding == Encodings.Utf8) pass(source, Reading(encoding, None, lenient), refused)
    else if (plain && !lenient)
      try pass(source, Reading(encoding, None, lenient), refused)
      catch { case Unreadable.NotAscii() => copied(source, encoding, refused, lenient) }
    else copied(source, encoding, refused, lenient)
  }

  private def copied(source: Source, encoding: String, refused: Seq[Undecodable], lenient: Boolean): Member =
    Using.resource(new TextCopy(work, configuration)) { copy =>
      pass(source, Reading(encoding, Some(copy), lenient), refused)
    }

  private def pass(source: Source, reading: Reading, refused: Seq[Undecodable]): Member =
    Using.resource(source.open()) { in =>
      new MemberPass(new RawText(in), reading, layout, known, chunkBytes, limits).run(source, refused)
    }
}

object Sequencer {

  /** Bytes of a chunk when nothing else is said: what one task should read. */
  final val ChunkBytes = 64L << 20
}
