package peleus.jobs

import org.apache.spark.sql.SparkSession

import peleus.document.Node.{Number, Text, fields, orNull, textOrNull}
import peleus.publishing.{Derivation, SessionCatalog}
import peleus.scoring.{ModelVersion, Scorer}
import peleus.transformations.{Names, doc, since}

@doc("Gives the rows of a published table the score of a model, and publishes them.")
@since("0.1")
final case class Score(
    @doc("the model: NAME@champion, NAME@challenger or NAME@v3") model: String,
    @doc("published table with the features, such as flights.features") source: String,
    @doc("table that is published, such as flights.scored") into: String,
    @doc("which of the source's dates to score, such as 2024-12") date: String,
    @doc("folder of the project's data: tables, models, ledger, runs") store: String,
    @doc("the store's catalog: embedded, or the address of a metastore, thrift://host:port")
    catalog: String = "embedded"
) extends Command {

  override def settings: Map[String, String] = Map(SessionCatalog.Setting)

  override def run(spark: SparkSession): Outcome = {
    val derived = new Derived(spark, store, catalog, source, into, date)
    val inputs = derived.inputs(None, Nil)
    val scorer = Scorer.load(spark, store, model)
    val derivation = derived.derivation("score", inputs.all(Nil), "model" -> Score.told(scorer.model))
    derived.unchanged(derivation).getOrElse {
      val rows = Derivation.stored(inputs.rows).transform(scorer)
      derived.publish(derivation, rows, written => Seq("scores" -> Scorer.summary(written).json))
    }
  }
}

private object Score {

  /** A threshold that no score reaches is null, as that of a regression, which has none. */
  private def told(model: ModelVersion) = fields(
    "name" -> Text(model.name),
    "version" -> Number(model.version),
    "alias" -> textOrNull(model.alias),
    "problem" -> Text(Names.snakeOf(model.problem)),
    "threshold" -> orNull(model.threshold.filter(_.isFinite).map(Number(_)))
  )
}
