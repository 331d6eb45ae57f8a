package peleus.delivery

import java.io.FileNotFoundException

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileStatus, Path}

import peleus.storage.FileSystems
import peleus.storage.FileSystems.Denied
import peleus.{Problem, Refused}

/** The files of a delivery. */
object DeliveryFiles {

  /** The files that the paths name, each once, in the order of their paths.
    *
    * @param paths
    *   files, and folders whose files are meant. Folders inside them are not, nor hidden names and names of what is
    *   still on its way: `.x`, `_x`, `x.part`, `x.tmp`. A file that is named itself is taken whatever its name.
    * @throws peleus.Refused
    *   when a path does not exist or may not be looked at, when there is no file, or when a file's name holds a `:`,
    *   which no path of Hadoop's can. Whether a file itself may be read is found out when it is opened.
    */
  def list(paths: Seq[String], configuration: Configuration): Seq[Path] = {
    val (problems, found) = paths.map(filesOf(_, configuration)).partitionMap(identity)
    if (problems.nonEmpty) throw Refused(problems)
    if (paths.isEmpty) throw Refused.because("a delivery wants at least one file")
    found.flatten.distinct.sortBy(_.toString)
  }

  private def filesOf(name: String, configuration: Configuration): Either[Problem, Seq[Path]] =
    try {
      val path = new Path(name)
      val files = FileSystems.of(path, configuration)
      val status = files.getFileStatus(path)
      val found = if (status.isDirectory) files.listStatus(path).toSeq.filter(isDelivered) else Seq(status)
      if (found.isEmpty) problem(s"there is no file in the folder $name")
      else found.map(_.getPath).find(_.getName.contains(':')).map(unusable).toLeft(found.map(_.getPath))
    } catch {
      case Refused(problems)                                 => Left(problems.head)
      case _: IllegalArgumentException if name.contains(':') => Left(unusable(name))
      case _: FileNotFoundException                          => problem(s"there is no file or folder $name")
      case Denied(why)                                       => problem(s"$name may not be read: $why")
    }

  private def isDelivered(status: FileStatus): Boolean = {
    val name = status.getPath.getName
    status.isFile && !name.startsWith(".") && !name.startsWith("_") && !name.endsWith(".part") && !name.endsWith(".tmp")
  }

  private def unusable(file: Any): Problem =
    Problem(None, "", s"the file $file cannot be read: its name holds ':'; give it another name")

  private def problem(what: String): Left[Problem, Nothing] = Left(Problem(None, "", what))
}
