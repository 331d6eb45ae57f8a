package peleus.jobs

import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Refused
import peleus.document.Node
import peleus.publishing.PublishedFile.Partition
import peleus.publishing.{Input, Period, PublishedTables, Store, TableName}

/** The published rows that a model is learned from.
  *
  * @param partitions
  *   none where the last one that is wanted is not published yet
  */
final class LearnedFrom private (
    tables: PublishedTables,
    table: TableName,
    partitions: Seq[Partition]
) {

  /** What is read, as JSON; an empty list where the last date that is wanted is not published yet. */
  def inputs: Node = Input.json(partitions.map(Input(table, _)))

  def rows: DataFrame = tables.rows(table, partitions)
}

private[peleus] object LearnedFrom {

  /** The dates from one to another, both included; empty: from the beginning, to the end.
    *
    * @return
    *   none where no date of the table is published in the store
    * @throws peleus.Refused
    *   when one is no date, or when nothing is published in between
    */
  def apply(spark: SparkSession, place: String, name: String, first: String, last: String): Option[LearnedFrom] = {
    val tables = new PublishedTables(spark, new Store(place, spark.sparkContext.hadoopConfiguration))
    TableName.of(name).map(table => table -> tables.partitions(table)).filter(_._2.nonEmpty).map { case (table, all) =>
      val isWaiting = last.nonEmpty && !all.exists(_.date == last)
      val from = period("first", first).map(_.first)
      val to = period("last", last).map(_.last)
      val found = all.filter { partition =>
        Period.read(partition.date).exists(of => from.forall(!of.first.isBefore(_)) && to.forall(!of.last.isAfter(_)))
      }
      if (found.isEmpty && !isWaiting)
        throw Refused.because(
          s"$table shows nothing from $first on; it shows ${all.map(_.date).mkString(", ")}",
          "first"
        )
      new LearnedFrom(tables, table, if (isWaiting) Nil else found)
    }
  }

  private def period(option: String, date: String): Option[Period] =
    Option.when(date.nonEmpty)(Period.wanted(date, option))
}
