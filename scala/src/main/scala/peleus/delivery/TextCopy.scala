package peleus.delivery

import java.io.IOException
import java.util.UUID

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path

/** A decoded text on its way into the folder of work. Under its own name it is complete: it is renamed at the end. */
private[delivery] final class TextCopy(folder: Path, configuration: Configuration) extends AutoCloseable {
  private val files = folder.getFileSystem(configuration)
  private val temporary = new Path(folder, s".${UUID.randomUUID()}.tmp")
  private val out = files.create(temporary, true)
  private var published = false

  def write(bytes: Array[Byte], from: Int, count: Int): Unit = out.write(bytes, from, count)

  /** Gives the copy its name.
    *
    * @param name
    *   made of what the text is, so that a copy of this name, by an earlier attempt or for a twin, is the same
    * @return
    *   its qualified path
    */
  def publish(name: String): String = {
    out.close()
    val path = files.makeQualified(new Path(folder, name))
    published = !files.exists(path) && files.rename(temporary, path)
    if (!published && !files.exists(path)) throw new IOException(s"cannot rename $temporary to $path")
    path.toString
  }

  /** Removes what was not published. */
  override def close(): Unit = if (!published) {
    out.close()
    files.delete(temporary, false): Unit
  }
}
