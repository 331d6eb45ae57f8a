package peleus.publishing

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.publishing.PublishedFile.Partition
import peleus.{Nearest, Refused}

/** Rows of a store's tables as they are published, read without its catalog. */
private[peleus] final class PublishedTables(spark: SparkSession, store: Store) {

  /** What each date shows, in the order of the dates; nothing of a table that is not there. */
  def partitions(table: TableName): Seq[Partition] = PublishedFile.partitions(store, table)

  /** Their rows, with the date in the column `_date`, as the catalog gives it. Columns that some lack are null there.
    *
    * @param partitions
    *   at least one
    */
  def rows(table: TableName, partitions: Seq[Partition]): DataFrame =
    partitions
      .map { partition =>
        spark.read.parquet(folder(table, partition).toString).withColumn(SparkCatalog.Date, lit(partition.date))
      }
      .reduce(_.unionByName(_, allowMissingColumns = true))

  /** Whether the rows are where the list says. */
  def isThere(table: TableName, partition: Partition): Boolean =
    store.root.getFileSystem(store.configuration).exists(folder(table, partition))

  private def folder(table: TableName, partition: Partition): Path = new Path(store.folder(table), partition.folder)
}

private[peleus] object PublishedTables {

  /** @param shown
    *   what each date of the table shows
    * @throws peleus.Refused
    *   when a date shows nothing
    */
  def requireDate(table: TableName, date: String, shown: Seq[Partition]): Unit =
    if (!shown.exists(_.date == date)) {
      val dates = if (shown.isEmpty) "; nothing is published of it" else Nearest(date, shown.map(_.date))
      throw Refused.because(s"$table shows nothing of $date$dates", "source")
    }
}
