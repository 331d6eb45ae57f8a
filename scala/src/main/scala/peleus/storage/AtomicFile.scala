package peleus.storage

import java.io.{FileNotFoundException, IOException}
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.StandardCopyOption.{ATOMIC_MOVE, REPLACE_EXISTING}
import java.nio.file.StandardOpenOption.{CREATE_NEW, WRITE}
import java.nio.file.{FileAlreadyExistsException, Files, Path => LocalPath}
import java.util.UUID

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Options.Rename
import org.apache.hadoop.fs.{FileAlreadyExistsException => HadoopFileExists, FileContext, Path}

/** Small files that others see whole or not at all, however the process that writes them ends.
  *
  * Local files are written by Java itself: Hadoop's local file system looks before it renames, and keeps checksums in
  * files of their own, so that nothing there is one step.
  */
private[peleus] object AtomicFile {

  /** Makes a file that nobody has made before; of several who try at once, one succeeds.
    *
    * @return
    *   whether it was made; if not, the one that is there stays as it is
    */
  def create(path: Path, text: String, configuration: Configuration): Boolean =
    written(path, text, configuration)(
      unfinished => reached(Files.createLink(local(path), unfinished)),
      unfinished => reached(context(path, configuration).rename(unfinished, path, Rename.NONE))
    )

  /** Makes a file, or puts it in the place of the one that is there. */
  def replace(path: Path, text: String, configuration: Configuration): Unit = written(path, text, configuration)(
    unfinished => Files.move(unfinished, local(path), ATOMIC_MOVE, REPLACE_EXISTING): Unit,
    unfinished => context(path, configuration).rename(unfinished, path, Rename.OVERWRITE)
  )

  /** The text of a file, if it is there. */
  def read(path: Path, configuration: Configuration): Option[String] = {
    val files = path.getFileSystem(configuration)
    try Some(Using.resource(files.open(path))(in => new String(in.readAllBytes(), UTF_8)))
    catch { case _: FileNotFoundException if !files.exists(path) => None }
  }

  /** Whether files there belong to this machine. */
  def isLocal(path: Path, configuration: Configuration): Boolean =
    path.getFileSystem(configuration).getUri.getScheme == "file"

  /** The same place for Java. */
  def local(path: Path): LocalPath = LocalPath.of(path.toUri.getPath)

  private def written[A](path: Path, text: String, configuration: Configuration)(
      here: LocalPath => A,
      there: Path => A
  ): A = {
    val unfinished = new Path(path.getParent, s".${path.getName}-${UUID.randomUUID}")
    if (isLocal(path, configuration)) {
      val file = local(unfinished)
      Files.createDirectories(file.getParent)
      try {
        writeLocally(file, text)
        here(file)
      } finally Files.deleteIfExists(file): Unit
    } else {
      val files = path.getFileSystem(configuration)
      try {
        Using.resource(files.create(unfinished, false)) { out =>
          out.write(text.getBytes(UTF_8))
          out.hsync()
        }
        there(unfinished)
      } finally files.delete(unfinished, false): Unit
    }
  }

  private def writeLocally(file: LocalPath, text: String): Unit =
    Using.resource(FileChannel.open(file, CREATE_NEW, WRITE)) { out =>
      val bytes = ByteBuffer.wrap(text.getBytes(UTF_8))
      while (bytes.hasRemaining) out.write(bytes)
      out.force(true)
    }

  private def reached(step: => Any): Boolean =
    try {
      step
      true
    } catch {
      case _: FileAlreadyExistsException | _: HadoopFileExists => false
      case e: IOException if isExists(e)                       => false
    }

  /** What HDFS says over the wire, where the class of the exception is lost. */
  private def isExists(e: IOException): Boolean =
    Option(e.getMessage).exists(_.contains(classOf[HadoopFileExists].getSimpleName))

  private def context(path: Path, configuration: Configuration): FileContext =
    FileContext.getFileContext(path.getFileSystem(configuration).makeQualified(path).toUri, configuration)
}
