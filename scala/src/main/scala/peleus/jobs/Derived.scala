package peleus.jobs

import java.util.Locale

import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.document.Node
import peleus.document.Node.Text
import peleus.publishing._
import peleus.transformations.Span

/** A date of a published table that is made from other published tables: what `prepare` and `score` have in common.
  *
  * @param place
  *   folder of the store
  * @param catalog
  *   `embedded`, or the address of a metastore
  * @throws peleus.Refused
  *   when an option is not allowed
  */
private[jobs] final class Derived(
    spark: SparkSession,
    place: String,
    catalog: String,
    source: String,
    into: String,
    date: String
) {
  private val store = new Store(place, spark.sparkContext.hadoopConfiguration)
  private val table = TableName.read(into)
  private val metastore = new SessionCatalog(spark, store, catalog)
  private val name = s"$table $date"

  /** What is read; see [[Inputs]]. */
  def inputs(history: Option[Span], latest: Seq[String]): Inputs = new Inputs(
    new PublishedTables(spark, store),
    TableName.read(source, "source"),
    date,
    history,
    latest.map(TableName.read(_, "latest")).toSet
  )

  /** What is made of it; see [[Derivation]]. */
  def derivation(step: String, inputs: Node, by: (String, Node)): Derivation =
    new Derivation(spark, store, table, date, step, inputs, by)

  /** How the command ends when there is nothing to do; none when there is. */
  def unchanged(derivation: Derivation): Option[Outcome] = derivation.unchanged.map { run =>
    val verdict = "unchanged"
    Outcome(ExitCode.Done, line(verdict, s"is made from the same and by the same as run $run"), None, Some(verdict))
  }

  /** Writes the rows and publishes them.
    *
    * @param told
    *   what else the report tells of the rows that were written
    */
  def publish(
      derivation: Derivation,
      rows: DataFrame,
      told: DataFrame => Seq[(String, Node)] = _ => Nil
  ): Outcome =
    try {
      val done = derivation.publish(new Publisher(store, table, () => metastore.attach()), rows, told)
      val says = done.report.get("says").collect { case Text(words) => words }.get
      val lines = line(done.verdict, s"$says  -> ${done.kept}") +: done.recovered.map("  first: " + _)
      Outcome(ExitCode.Done, lines.mkString("\n"), Some(done.kept.toString), Some(done.verdict))
    } catch { case busy: Busy => Outcome.busy(name, busy) }

  private def line(verdict: String, says: String): String = s"${verdict.toUpperCase(Locale.ROOT)}  $name  $says"
}
