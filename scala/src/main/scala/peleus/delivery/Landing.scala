package peleus.delivery

import java.io.{FileNotFoundException, InputStream, OutputStream}
import java.security.{DigestOutputStream, MessageDigest}

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataInputStream, Path}

import peleus.Refused
import peleus.storage.FileSystems.Denied
import peleus.storage.{AtomicFile, FileSystems}

/** Raw bytes as they arrived, each file under the SHA-256 of its bytes: `landing/SHA256/NAME`. What lies there is whole
  * and never changed; a file that arrives again lies there once.
  */
private[peleus] object Landing {

  /** What a file was found to be: the SHA-256 of its bytes in hexadecimal, and how many there are. */
  final case class Landed(sha256: String, bytes: Long)

  /** Copies a file, whole or not at all.
    *
    * @param landing
    *   the folder; made when it is not there
    * @throws peleus.Refused
    *   when the file is not there or may not be read, or when nothing may be written there
    */
  def land(file: Path, landing: Path, configuration: Configuration): Landed =
    Using.resource(opened(file, configuration)) { in =>
      try
        AtomicFile.hidden(landing, file.getName, configuration)(copy(in, _)) { (unfinished, landed) =>
          place(unfinished, new Path(landing, s"${landed.sha256}/${file.getName}"), landed.bytes, configuration)
          landed
        }
      catch { case Denied(why) => throw Refused.because(s"nothing can be written in $landing: $why", "store") }
    }

  private def opened(file: Path, configuration: Configuration): FSDataInputStream =
    try FileSystems.of(file, configuration).open(file)
    catch {
      case e: FileNotFoundException => throw unreadable(file, FileSystems.sentence(e))
      case Denied(why)              => throw unreadable(file, why)
    }

  private def unreadable(file: Path, why: String): Refused =
    Refused.because(s"the file $file cannot be read: $why")

  private def copy(in: InputStream, out: OutputStream): Landed = {
    val digest: MessageDigest = Digest.sha256()
    val bytes = in.transferTo(new DigestOutputStream(out, digest))
    Landed(Digest.hexadecimal(digest), bytes)
  }

  /** Of the same name and length under the same hash it is the same file, and whoever reads it is not disturbed. */
  private def place(unfinished: Path, target: Path, bytes: Long, configuration: Configuration): Unit = {
    val files = target.getFileSystem(configuration)
    if (!files.exists(target) || files.getFileStatus(target).getLen != bytes) {
      files.mkdirs(target.getParent)
      AtomicFile.move(unfinished, target, configuration)
    }
  }
}
