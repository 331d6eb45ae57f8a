package peleus.jobs

import java.util.UUID

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path}
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.apache.spark.sql.{AnalysisException, DataFrame, SparkSession}

import peleus.Refused

/** Where commands read rows and write them. A folder is there whole or not at all. */
object Tables {

  /** The rows of a folder of Parquet files, or of a table.
    *
    * @param source
    *   a path when it has a `/`, else the name of a table
    * @throws peleus.Refused
    *   when it is not there
    */
  def open(spark: SparkSession, source: String): DataFrame =
    try if (source.contains("/")) spark.read.parquet(source) else spark.table(source)
    catch {
      case e: AnalysisException =>
        throw Refused.because(s"cannot read '$source': ${e.getMessage.linesIterator.next()}", "source")
    }

  /** Refuses a folder that exists: what was written once is not overwritten. */
  def requireNew(spark: SparkSession, into: String): Unit = {
    val folder = new Folder(spark, into)
    if (folder.files.exists(folder.path))
      throw Refused.because(s"'$into' exists; give a folder that does not, or remove it", "into")
  }

  /** Writes the rows beside the folder, then renames: a failure leaves nothing behind that looks like a table.
    *
    * @return
    *   what was written, for people
    */
  def write(rows: DataFrame, into: String): String = {
    val folder = new Folder(rows.sparkSession, into)
    val unfinished = new Path(folder.path.getParent, s".${folder.path.getName}-${UUID.randomUUID}")
    try {
      rows.write.parquet(unfinished.toString)
      if (!folder.files.rename(unfinished, folder.path)) throw new java.io.IOException(s"$into was made by another job")
    } finally folder.files.delete(unfinished, true): Unit
    f"${folder.rows}%,d rows, ${rows.columns.length}%,d columns -> $into"
  }

  private final class Folder(spark: SparkSession, name: String) {
    private val configuration: Configuration = spark.sparkContext.hadoopConfiguration
    private val named = new Path(name)
    val files: FileSystem = named.getFileSystem(configuration)
    val path: Path = files.makeQualified(named)

    /** Rows in the folder, by the footers of its files: no job. */
    def rows: Long = files.listStatus(path).toSeq.map(_.getPath).filter(_.getName.endsWith(".parquet")).map(footer).sum

    private def footer(file: Path): Long =
      Using.resource(ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) { reader =>
        reader.getFooter.getBlocks.asScala.map(_.getRowCount).sum
      }
  }
}
