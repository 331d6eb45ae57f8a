package peleus.storage

import java.io.FileNotFoundException
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, CharBuffer}

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.storage.FileSystems.Denied

/** Small files of text in UTF-8, wherever Hadoop's file systems reach. */
private[peleus] object TextFile {

  /** The text of a file that people write.
    *
    * @throws peleus.Refused
    *   when there is no such file, when it may not be read, or when it is not UTF-8
    */
  def read(spark: SparkSession, name: String): String = {
    val path = new Path(name)
    decoded(bytes(FileSystems.of(path, spark.sparkContext.hadoopConfiguration), path, name), name)
  }

  private def bytes(files: FileSystem, path: Path, name: String): Array[Byte] =
    try Using.resource(files.open(path))(_.readAllBytes())
    catch {
      // Java says so, too, of a local file that is there and may not be read.
      case e: FileNotFoundException if files.exists(path) => throw unreadable(name, FileSystems.sentence(e))
      case _: FileNotFoundException                       => throw Refused.because(s"there is no file $name")
      case Denied(why)                                    => throw unreadable(name, why)
    }

  private def unreadable(name: String, why: String): Refused =
    Refused.because(s"the file $name cannot be read: $why")

  /** Strictly: what is replaced by U+FFFD is not what somebody wrote. */
  private def decoded(bytes: Array[Byte], name: String): String = {
    val (from, to) = (ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length))
    val result = UTF_8.newDecoder().decode(from, to, true)
    if (result.isError) {
      val line = 1 + bytes.iterator.take(from.position()).count(_ == '\n')
      throw Refused.because(s"the file $name is not UTF-8 in line $line: save it as UTF-8")
    }
    to.flip().toString
  }

  /** Makes a file; it must not exist. */
  def write(path: Path, text: String, configuration: Configuration): Unit =
    Using.resource(path.getFileSystem(configuration).create(path, false))(_.write(text.getBytes(UTF_8)))
}
