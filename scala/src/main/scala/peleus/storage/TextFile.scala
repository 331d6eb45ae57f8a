package peleus.jobs

import java.io.FileNotFoundException
import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.Refused

/** Small files that people write, wherever Hadoop's file systems reach. */
private[jobs] object TextFile {

  /** The text of a file in UTF-8.
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
}
