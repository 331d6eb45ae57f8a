package peleus.publishing

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.functions.lit
import org.apache.spark.sql.types.{IntegerType, StructField, StructType}
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Shown
import peleus.delivery.Digest
import peleus.document.Node._
import peleus.document.{Json, Node}
import peleus.storage.{Footers, TextFile}
import peleus.thetis.CheckedRow
import peleus.transformations.PointInTime

/** One date of a table whose rows are made from published rows, and not from a delivery.
  *
  * What it is made from and by stands for the delivery's hash: when neither has changed there is nothing to do, and
  * when one has, the new rows take the place of the old ones.
  *
  * @param step
  *   that makes it: prepare or score
  * @param inputs
  *   all that is read, see [[Inputs.all]]
  * @param by
  *   what makes it, as the report tells it: a key, and a mapping that changes whenever it does
  */
private[peleus] final class Derivation(
    spark: SparkSession,
    store: Store,
    table: TableName,
    date: String,
    step: String,
    inputs: Node,
    by: (String, Node)
) {
  private val configuration = store.configuration
  private val tables = new PublishedTables(spark, store)

  /** What it is made from and by, in one word. */
  private val id = Digest.of(Json.write(fields("step" -> Text(step), "date" -> Text(date), "inputs" -> inputs, by)))

  /** The run that has published the same, where that is what the date shows. Takes no lock. */
  def unchanged: Option[Int] = tables
    .partitions(table)
    .find(partition => partition.date == date && partition.delivery.contains(id) && tables.isThere(table, partition))
    .map(_.run)

  /** Writes the rows and publishes them.
    *
    * @param rows
    *   those of the date, see [[Derivation.stored]]
    * @param told
    *   what else the report tells of the rows that were written
    * @throws Busy
    *   when another process writes the table
    * @throws peleus.Refused
    *   when the table has other types
    */
  def publish(publisher: Publisher, rows: DataFrame, told: DataFrame => Seq[(String, Node)] = _ => Nil): Finished = {
    val stamped = PointInTime.stamped(rows)
    val columns = StructType(stamped.schema :+ StructField(CheckedRow.Run, IntegerType))
    val (_, finished) = publisher.run(date, fields("step" -> Text(step), "inputs" -> inputs), Seq("" -> columns)) {
      attempt => () -> work(attempt, stamped, columns, told)
    }
    finished
  }

  private def work(
      attempt: Attempt,
      rows: DataFrame,
      columns: StructType,
      told: DataFrame => Seq[(String, Node)]
  ): Work = attempt.decide(id, id, released = false) match {
    case Decision.Duplicate(run, _) =>
      val because = s"is made from the same and by the same as run $run"
      Work(report("duplicate", "nothing has changed", Seq(because), Nil), None, Some(id), Some(run))
    case decision =>
      attempt.folder.fill { folder =>
        val clean = new Path(folder, CheckedRow.Clean)
        rows.withColumn(CheckedRow.Run, lit(attempt.run)).write.option("compression", "zstd").parquet(clean.toString)
        val written = Footers.of(clean, configuration)
        val part = Part.of("", CheckedRow.Clean, columns, written)
        val found = details(written, columns, told(spark.read.parquet(clean.toString)))
        val done = report("staged", Shown.size(part.rows, columns.length), Nil, found)
        val manifest = manifestOf(attempt, decision, part)
        TextFile.write(new Path(folder, "report.json"), Json.pretty(done), configuration)
        Manifest.write(manifest, folder, configuration)
        Work(done, Some(manifest), Some(id))
      }
  }

  private def manifestOf(attempt: Attempt, decision: Decision, part: Part): Manifest =
    Manifest(
      table,
      date,
      attempt.run,
      Manifest.Publish,
      Some(id),
      id,
      Some(decision.name),
      decision.corrects,
      None,
      Seq(part)
    )

  private def details(written: Footers, columns: StructType, told: Seq[(String, Node)]): Seq[(String, Node)] =
    Seq("rows" -> Number(written.rows), "columns" -> ColumnProfile(columns, written)) ++ told

  private def report(verdict: String, says: String, because: Seq[String], details: Seq[(String, Node)]): Fields =
    fields(
      Seq(
        "version" -> Number(1),
        "step" -> Text(step),
        "verdict" -> Text(verdict),
        "says" -> Text(says),
        "because" -> texts(because),
        "date" -> Text(date),
        by,
        "inputs" -> inputs
      ) ++ details: _*
    )
}

private[peleus] object Derivation {

  /** Columns of the place where a row came from that are not those of a row that is made from it. */
  private val Left = Seq(SparkCatalog.Date, CheckedRow.Run, CheckedRow.Changes)

  /** The rows as a table keeps them: without the date, which names the partition, and without what is told of the row
    * that they came from. Which delivery and which line that was they go on telling.
    */
  def stored(rows: DataFrame): DataFrame = rows.drop(Left: _*)
}
