package peleus.publishing

import scala.collection.mutable

import org.apache.spark.sql.DataFrame

import peleus.Refused
import peleus.document.Node
import peleus.publishing.PublishedFile.Partition
import peleus.transformations.Span

/** Which published rows one date of a table is made from: those of its date and of a time before it, and of other
  * tables those of the same time, or the latest.
  *
  * Whole partitions are read: of a monthly table a week before the month is the month before.
  *
  * @param date
  *   of the rows that are made, and of those that they are made from
  * @param history
  *   how long before the date rows are read, too
  * @param latest
  *   tables that tell how things are, and not what happened: the latest partition up to the date stands for all
  * @throws peleus.Refused
  *   when it is no date
  */
private[peleus] final class Inputs(
    tables: PublishedTables,
    source: TableName,
    date: String,
    history: Option[Span],
    latest: Set[TableName]
) {
  private val period = Period.wanted(date, "date")
  private val from = period.first.minusDays(history.fold(0L)(span => (span.micros + Span.Day - 1) / Span.Day))

  /** What tables show, as it was when it was first asked: what is told to be read is what is read. */
  private val known = mutable.Map.empty[TableName, Seq[Partition]]

  private def shown(table: TableName): Seq[Partition] = known.getOrElseUpdate(table, tables.partitions(table))

  /** What is read of the source.
    *
    * @throws peleus.Refused
    *   when it shows nothing of the date
    */
  def ofSource: Seq[Partition] = {
    PublishedTables.requireDate(source, date, shown(source))
    during(shown(source))
  }

  /** The rows of the source, with their date in the column `_date`. */
  def rows: DataFrame = tables.rows(source, ofSource)

  /** What is read of another table.
    *
    * @throws peleus.Refused
    *   when it shows nothing of that time
    */
  def of(table: TableName): Seq[Partition] = {
    val found = if (latest(table)) upTo(shown(table)).lastOption.toSeq else during(shown(table))
    if (found.isEmpty) {
      val when = if (latest(table)) s"up to ${period.last}" else s"between $from and ${period.last}"
      val dates = shown(table).map(_.date).mkString(", ")
      throw Refused.because(s"$table shows nothing $when; it shows $dates", "source")
    }
    found
  }

  /** The rows of a table that is published; none of any other name. */
  def table(name: String): Option[DataFrame] = published(name).map(found => tables.rows(found, of(found)))

  /** Everything that is read when these other tables are named, as JSON. Names of tables that are not published are not
    * among it.
    */
  def all(named: Seq[String]): Node = {
    val others = named.distinct.flatMap(published).filterNot(_ == source).sortBy(_.toString)
    Input.json(ofSource.map(Input(source, _)) ++ others.flatMap(table => of(table).map(Input(table, _))))
  }

  private def published(name: String): Option[TableName] = TableName.of(name).filter(shown(_).nonEmpty)

  private def during(partitions: Seq[Partition]): Seq[Partition] =
    partitions.filter(partition => Period.read(partition.date).exists(_.touches(from, period.last)))

  /** By the day with which they begin. */
  private def upTo(partitions: Seq[Partition]): Seq[Partition] =
    partitions
      .flatMap(partition => Period.read(partition.date).map(_.first -> partition))
      .filter { case (first, _) => !first.isAfter(period.last) }
      .sortBy { case (first, _) => first.toEpochDay }
      .map(_._2)
}
