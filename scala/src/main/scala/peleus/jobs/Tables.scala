package peleus.jobs

import org.apache.spark.sql.{AnalysisException, DataFrame, SparkSession}

import peleus.storage.{Footers, NewFolder}
import peleus.transformations.PointInTime
import peleus.{Refused, Shown}

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

  /** Refuses a folder that exists, before any work is done. */
  def requireNew(spark: SparkSession, into: String): Unit = newFolder(spark, into): Unit

  /** Writes the rows into a new folder. Its columns tell the moments they were computed from, see [[PointInTime]].
    *
    * @return
    *   what was written, for people
    */
  def write(rows: DataFrame, into: String): String = {
    val folder = newFolder(rows.sparkSession, into)
    folder.fill(unfinished => PointInTime.stamped(rows).write.parquet(unfinished.toString))
    val written = Footers.of(folder.path, rows.sparkSession.sparkContext.hadoopConfiguration).rows
    s"${Shown.size(written, rows.columns.length)} -> $into"
  }

  private def newFolder(spark: SparkSession, name: String): NewFolder =
    new NewFolder(name, spark.sparkContext.hadoopConfiguration)
}
