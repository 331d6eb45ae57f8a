package peleus.storage

import java.io.{FileNotFoundException, IOException, OutputStream}
import java.nio.channels.{Channels, FileChannel}
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
    written(path, text, configuration) { unfinished =>
      if (isLocal(path, configuration)) reached(Files.createLink(local(path), local(unfinished)))
      else reached(context(path, configuration).rename(unfinished, path, Rename.NONE))
    }

  /** Makes a file, or puts it in the place of the one that is there. */
  def replace(path: Path, text: String, configuration: Configuration): Unit =
    written(path, text, configuration)(move(_, path, configuration))

  /** Gives a whole file another place in its file system, in that of the one that is there. */
  def move(whole: Path, path: Path, configuration: Configuration): Unit =
    if (isLocal(path, configuration)) Files.move(local(whole), local(path), ATOMIC_MOVE, REPLACE_EXISTING): Unit
    else context(path, configuration).rename(whole, path, Rename.OVERWRITE)

  /** Writes a file under a hidden name and forces it to the disk, for a step that gives it a name of its own. What is
    * left under the hidden name is removed, whatever fails.
    *
    * @param folder
    *   where it is written; made when it is not there
    * @param step
    *   told where the file is, and what was written
    */
  def hidden[A, B](folder: Path, name: String, configuration: Configuration)(
      write: OutputStream => A
  )(step: (Path, A) => B): B = {
    val unfinished = new Path(folder, s".$name-${UUID.randomUUID}")
    if (isLocal(folder, configuration)) {
      val file = local(unfinished)
      Files.createDirectories(file.getParent)
      try step(unfinished, writeLocally(file)(write))
      finally Files.deleteIfExists(file): Unit
    } else {
      val files = folder.getFileSystem(configuration)
      try {
        val wrote = Using.resource(files.create(unfinished, false)) { out =>
          val wrote = write(out)
          out.hsync()
          wrote
        }
        step(unfinished, wrote)
      } finally files.delete(unfinished, false): Unit
    }
  }

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

  private def written[A](path: Path, text: String, configuration: Configuration)(step: Path => A): A =
    hidden(path.getParent, path.getName, configuration)(_.write(text.getBytes(UTF_8))) { (unfinished, _) =>
      step(unfinished)
    }

  private def writeLocally[A](file: LocalPath)(write: OutputStream => A): A =
    Using.resource(FileChannel.open(file, CREATE_NEW, WRITE)) { channel =>
      val wrote = write(Channels.newOutputStream(channel))
      channel.force(true)
      wrote
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
