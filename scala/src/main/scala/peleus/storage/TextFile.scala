package peleus.storage

import java.io.FileNotFoundException
import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.Refused

/** Small files of text in UTF-8, wherever Hadoop's file systems reach. */
private[peleus] object TextFile {

  /** The text of a file that people write.
    *
    * @throws peleus.Refused
    *   when there is no such file
    */
  def read(spark: SparkSession, name: String): String = {
    val path = new Path(name)
    val files = path.getFileSystem(spark.sparkContext.hadoopConfiguration)
    try Using.resource(files.open(path))(in => new String(in.readAllBytes(), UTF_8))
    catch { case _: FileNotFoundException => throw Refused.because(s"there is no file $name") }
  }

  /** Makes a file; it must not exist. */
  def write(path: Path, text: String, configuration: Configuration): Unit =
    Using.resource(path.getFileSystem(configuration).create(path, false))(_.write(text.getBytes(UTF_8)))
}
