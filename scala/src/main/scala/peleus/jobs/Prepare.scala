package peleus.jobs

import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Refused
import peleus.publishing.SessionCatalog
import peleus.storage.TextFile
import peleus.transformations._

@doc("Applies a recipe to a table, and publishes or writes what comes out.")
@since("0.1")
final case class Prepare(
    @doc("file of the recipe") recipe: String,
    @doc(
      "rows that come in: with a store a published table, such as flights.checked; without one a folder of Parquet " +
        "files, or the name of a table"
    )
    source: String,
    @doc(
      "with a store the table that is published, such as flights.features; without one a folder of Parquet files " +
        "that is made; it must not exist"
    )
    into: String,
    @doc("which of the source's dates to prepare, such as 2024-12; with a store") date: Option[String] = None,
    @doc("folder of the project's data: tables, ledger, runs") store: Option[String] = None,
    @doc("the store's catalog: embedded, or the address of a metastore, thrift://host:port")
    catalog: String = "embedded",
    @doc("how long before the date rows are read, too, such as 7d; whole dates of the source are") history: Option[
      Span
    ] = None,
    @doc(
      "tables of the store that the recipe names and that tell how things are, separated by commas: of each the " +
        "latest date is read; of other tables the time of the source's rows"
    )
    latest: Option[String] = None
) extends Command {

  override def settings: Map[String, String] = store.map(_ => SessionCatalog.Setting).toMap

  override def run(spark: SparkSession): Outcome = if (store.isDefined) publish(spark) else write(spark)

  /** Names of the tables in [[latest]]. */
  private[jobs] def latestTables: Seq[String] = latest.toSeq.flatMap(_.split(',')).map(_.trim).filter(_.nonEmpty)

  private def write(spark: SparkSession): Outcome = {
    val rows = open(spark)
    val steps = Recipe.read(TextFile.read(spark, recipe), recipe)
    Outcome(ExitCode.Done, Tables.write(made(spark, steps, rows), into))
  }

  /** Without a store: the rows that come in.
    *
    * @throws peleus.Refused
    *   when they are not there, when the folder that is to be made is, or when an option is about published tables
    */
  private[peleus] def open(spark: SparkSession): DataFrame = {
    Seq("date" -> date, "history" -> history, "latest" -> latest).collectFirst { case (name, Some(_)) =>
      throw Refused.because("is about published tables: give a store, too", name)
    }
    Tables.requireNew(spark, into)
    Tables.open(spark, source)
  }

  private def publish(spark: SparkSession): Outcome = {
    val text = TextFile.read(spark, recipe)
    val preparation = Preparation(spark, this, WrittenRecipe.read(text, recipe))
    preparation.unchanged.getOrElse {
      val steps = Recipe.read(text, recipe, named = preparation.tables.get)
      preparation.publish(made(spark, steps, preparation.rows))
    }
  }

  private def made(spark: SparkSession, steps: Recipe, rows: DataFrame): DataFrame = {
    steps.requireFitted()
    steps.check(spark, rows.schema).left.foreach(problems => throw Refused(problems))
    rows.transform(steps)
  }
}
