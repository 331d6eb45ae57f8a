package peleus.jobs

import org.apache.spark.sql.functions.{col, lit}
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Refused
import peleus.document.Node.{Text, fields}
import peleus.publishing.{Derivation, Inputs, SparkCatalog}
import peleus.transformations.WrittenRecipe

/** One date of a prepared table, from what it reads to its publication. The recipe runs in between: here, or in Python
  * where it has own steps.
  */
final class Preparation private (derived: Derived, inputs: Inputs, recipe: WrittenRecipe, date: String) {
  private lazy val derivation: Derivation = derived.derivation(
    "prepare",
    inputs.all(recipe.tables()),
    "recipe" -> fields("name" -> Text(recipe.name), "fingerprint" -> Text(recipe.fingerprint))
  )

  /** How the command ends when neither the recipe nor what it reads has changed; none when there is something to do. */
  def unchanged: Option[Outcome] = derived.unchanged(derivation)

  /** The rows that come in: those of the date and of the time before it, with their date in the column `_date`. */
  def rows: DataFrame = inputs.rows

  /** The rows of the other tables that the recipe names, by their names; of those that are published in this store. */
  lazy val tables: Map[String, DataFrame] =
    recipe.tables().flatMap(name => inputs.table(name).map(name -> _)).toMap

  /** Publishes what the recipe has made: of it the rows of the date.
    *
    * @throws peleus.Refused
    *   when nothing tells any more which these are
    */
  def publish(made: DataFrame): Outcome = derived.publish(derivation, Derivation.stored(ofDate(made)))

  private def ofDate(made: DataFrame): DataFrame =
    if (made.columns.contains(SparkCatalog.Date)) made.where(col(SparkCatalog.Date) === lit(date))
    else if (inputs.ofSource.size == 1) made
    else {
      val which = s"the rows of $date from those of the time before"
      throw Refused.because(s"the recipe drops the column ${SparkCatalog.Date}, which tells $which: keep it", "recipe")
    }
}

object Preparation {

  /** @param recipe
    *   the one that the options name
    * @throws peleus.Refused
    *   when an option is missing or not allowed
    */
  private[peleus] def apply(spark: SparkSession, options: Prepare, recipe: WrittenRecipe): Preparation = {
    val store = options.store.getOrElse(throw Refused.because("is missing: the folder of the project's data", "store"))
    val date = options.date.getOrElse(throw Refused.because("is missing: which date's rows to prepare", "date"))
    val derived = new Derived(spark, store, options.catalog, options.source, options.into, date)
    new Preparation(derived, derived.inputs(options.history, options.latestTables), recipe, date)
  }
}
