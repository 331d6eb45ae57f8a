package peleus.storage

import java.io.IOException
import java.util.UUID

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}

import peleus.Refused

/** A folder that is there whole or not at all: it is filled beside its place, under a hidden name, and then renamed.
  *
  * @throws peleus.Refused
  *   when it exists, for what was written once is not overwritten, or when nothing may be written there
  */
private[peleus] final class NewFolder(name: String, configuration: Configuration) {
  private val files: FileSystem = new Path(name).getFileSystem(configuration)

  /** Where it will be. */
  val path: Path = files.makeQualified(new Path(name))

  private val hidden = s".${path.getName}-${UUID.randomUUID}"
  private val unfinished = new Path(path.getParent, hidden)

  /** A place for what is not kept. */
  val scratch: Path = new Path(path.getParent, s"$hidden.scratch")

  if (files.exists(path)) throw Refused.because(s"'$name' exists; give a folder that does not, or remove it", "into")
  requireWritable()

  /** Tried, not looked up: what permissions say is not what a super user may do. */
  private def requireWritable(): Unit = {
    val above = Iterator.iterate(path.getParent)(_.getParent).find(files.exists).get
    val attempt = new Path(above, hidden)
    try if (!files.mkdirs(attempt)) throw new IOException(s"$above takes no folder")
    catch { case e: IOException => throw Refused.because(s"nothing can be written in $above: ${e.getMessage}", "into") }
    finally files.delete(attempt, true): Unit
  }

  /** Fills the folder, from nothing, and puts it in its place; whatever fails, nothing is left behind. */
  def fill[A](work: Path => A): A =
    try {
      val made = work(unfinished)
      if (!files.rename(unfinished, path)) throw new IOException(s"$name was made by another job")
      made
    } finally {
      files.delete(unfinished, true)
      files.delete(scratch, true): Unit
    }
}
