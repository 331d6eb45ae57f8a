package peleus.storage

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.parquet.column.statistics.Statistics
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.metadata.{BlockMetaData, ColumnChunkMetaData}
import org.apache.parquet.hadoop.util.HadoopInputFile

/** What the footers of a folder of Parquet files tell, without reading a row. */
private[peleus] final class Footers private (val files: Seq[Footers.File]) {

  /** Rows in all files. */
  def rows: Long = files.map(_.rows).sum

  /** Statistics of a top-level column, one of each row group. */
  def statistics(column: String): Seq[Statistics[_]] = chunks(column).map(_.getStatistics)

  /** Nulls in a top-level column; none where a file does not say, as with very long texts. */
  def nulls(column: String): Option[Long] = {
    val all = statistics(column)
    Option.when(all.forall(_.isNumNullsSet))(all.map(_.getNumNulls).sum)
  }

  /** The lowest and the highest value of a top-level column, as Parquet holds them. None where there is no value, or
    * where a file does not say, as with very long texts.
    */
  def extremes(column: String): Option[(Any, Any)] = {
    val all = chunks(column).filterNot(chunk => chunk.getStatistics.getNumNulls == chunk.getValueCount)
    Option.when(all.nonEmpty && all.forall(_.getStatistics.hasNonNullValue)) {
      val merged: Statistics[_] = all.head.getStatistics.copy()
      all.tail.foreach(chunk => merged.mergeStatistics(chunk.getStatistics))
      (merged.genericGetMin, merged.genericGetMax)
    }
  }

  private def chunks(column: String): Seq[ColumnChunkMetaData] =
    files.flatMap(_.blocks).flatMap(_.getColumns.asScala).filter(_.getPath.toArray.toSeq == Seq(column))
}

private[peleus] object Footers {

  /** A file: its name in the folder, its length in bytes, its row groups. */
  final case class File(name: String, bytes: Long, blocks: Seq[BlockMetaData]) {
    def rows: Long = blocks.map(_.getRowCount).sum
  }

  /** The files of a folder, in the order of their names; none where there is no folder. */
  def of(folder: Path, configuration: Configuration): Footers = {
    val files = folder.getFileSystem(configuration)
    val found = if (files.exists(folder)) files.listStatus(folder).toSeq else Nil
    new Footers(found.filter(_.getPath.getName.endsWith(".parquet")).sortBy(_.getPath.getName).map { status =>
      Using.resource(ParquetFileReader.open(HadoopInputFile.fromStatus(status, configuration))) { reader =>
        File(status.getPath.getName, status.getLen, reader.getFooter.getBlocks.asScala.toSeq)
      }
    })
  }
}
