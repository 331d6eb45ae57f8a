package peleus.storage

import java.io.IOException
import java.util.UUID

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.permission.FsPermission
import org.apache.hadoop.fs.{FileSystem, Path}

import peleus.Refused
import peleus.storage.FileSystems.Denied

/** A folder that is there whole or not at all: it is filled beside its place, in a hidden folder that nobody else may
  * enter, and then renamed.
  *
  * @throws peleus.Refused
  *   when its name cannot be that of a folder, when it exists, for what was written once is not overwritten, or when
  *   nothing may be written there
  */
private[peleus] final class NewFolder(name: String, configuration: Configuration) {
  private val wanted = NewFolder.named(name)
  private val files: FileSystem = FileSystems.of(wanted, configuration)

  /** Where it will be. */
  val path: Path = files.makeQualified(wanted)

  if (permitted(path.getParent)(files.exists(path)))
    throw Refused.because(s"'$name' exists; give a folder that does not, or remove it", "into")

  private val id = UUID.randomUUID.toString
  private val hidden = new Path(path.getParent, s".${path.getName}-$id")
  private val unfinished = new Path(hidden, id)

  /** A place for what is not kept; whoever writes there makes it. */
  val scratch: Path = new Path(hidden, "scratch")

  requireWritable()

  /** Tried, not looked up: what permissions say is not what a super user may do. */
  private def requireWritable(): Unit = {
    val above = permitted(path.getParent)(Iterator.iterate(path.getParent)(_.getParent).find(files.exists).get)
    val attempt = new Path(above, hidden.getName)
    if (!permitted(above)(files.mkdirs(attempt))) throw unwritable(above, s"$above takes no folder")
    files.delete(attempt, true): Unit
  }

  /** On HDFS not even to ask whether something exists is for everybody. */
  private def permitted[A](where: Path)(work: => A): A =
    try work
    catch { case Denied(why) => throw unwritable(where, why) }

  private def unwritable(where: Path, why: String): Refused =
    Refused.because(s"nothing can be written in $where: $why", "into")

  /** Fills the folder, from nothing, and puts it in its place; whatever fails, nothing is left behind.
    *
    * @param work
    *   makes the folder at the path that it is given; when it makes none there will be none
    * @throws peleus.Refused
    *   when another run made the folder meanwhile; that one stays as it is
    */
  def fill[A](work: Path => A): A =
    try {
      makeHidden()
      val made = work(unfinished)
      if (files.exists(unfinished)) publish()
      made
    } finally {
      files.delete(hidden, true)
      files.cancelDeleteOnExit(hidden): Unit
    }

  private def makeHidden(): Unit = {
    files.mkdirs(path.getParent)
    if (!files.mkdirs(hidden, NewFolder.Private)) throw new IOException(s"cannot make the folder $hidden")
    // for a process that is told to end; Hadoop forgets what is not there when it is asked
    files.deleteOnExit(hidden): Unit
  }

  private def publish(): Unit = {
    if (permitted(path.getParent)(files.exists(path)))
      throw taken
    val renamed = files.rename(unfinished, path)
    // To rename onto a folder is to move into it, and no failure: another run may have been faster by a moment.
    val astray = new Path(path, unfinished.getName)
    if (files.exists(astray)) {
      files.delete(astray, true)
      throw taken
    }
    if (!renamed) throw if (files.exists(path)) taken else new IOException(s"cannot rename $unfinished to $path")
  }

  private def taken: Refused =
    Refused.because(s"'$name' was made by another run meanwhile; nothing of this run is kept", "into")
}

private object NewFolder {

  /** For the owner alone: scratch holds the text of deliveries. */
  private val Private = new FsPermission("700")

  /** What Spark would read as a pattern for names of files. */
  private val OfPatterns = "*?[]{}\\"

  private def named(name: String): Path = {
    if (name.trim.isEmpty) throw Refused.because("is empty: name a folder that is to be made", "into")
    name.find(OfPatterns.contains(_)).foreach { char =>
      throw Refused.because(s"'$name' holds $char: $OfPatterns are not allowed in the path of a folder", "into")
    }
    try new Path(name)
    catch { case _: IllegalArgumentException => throw Refused.because(s"'$name' is not the path of a folder", "into") }
  }
}
