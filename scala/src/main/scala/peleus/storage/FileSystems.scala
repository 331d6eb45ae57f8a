package peleus.storage

import java.io.FileNotFoundException
import java.net.UnknownHostException
import java.nio.file.AccessDeniedException

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, ParentNotDirectoryException, Path, UnsupportedFileSystemException}
import org.apache.hadoop.security.AccessControlException

import peleus.Refused

/** Hadoop's file systems, by what people name. */
private[peleus] object FileSystems {

  /** The file system of a path.
    *
    * @throws peleus.Refused
    *   when there is none of its scheme, or no such host
    */
  def of(path: Path, configuration: Configuration): FileSystem =
    try path.getFileSystem(configuration)
    catch {
      case e: UnsupportedFileSystemException => throw Refused.because(s"$path cannot be reached: ${e.getMessage}")
      case e: IllegalArgumentException if e.getCause.isInstanceOf[UnknownHostException] =>
        throw Refused.because(s"$path cannot be reached: there is no host ${e.getCause.getMessage}")
    }

  /** Names of what lies in a folder, sorted; of one that is not there, none. */
  def names(folder: Path, configuration: Configuration): Seq[String] =
    try of(folder, configuration).listStatus(folder).map(_.getPath.getName).sorted.toSeq
    catch { case _: FileNotFoundException => Nil }

  /** What a failure says, in one line: over the network its message brings a stack trace along. */
  def sentence(failure: Throwable): String =
    Option(failure.getMessage).flatMap(_.linesIterator.nextOption()).getOrElse(failure.toString)

  /** A failure that means that this user may not, or that the way leads through a file; with its sentence. Other
    * failures may pass when the same is tried again.
    */
  object Denied {
    def unapply(failure: Throwable): Option[String] = failure match {
      case _: AccessControlException | _: AccessDeniedException | _: ParentNotDirectoryException =>
        Some(sentence(failure))
      case _ => None
    }
  }
}
