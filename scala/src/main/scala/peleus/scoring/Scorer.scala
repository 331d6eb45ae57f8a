package peleus.scoring

import org.apache.spark.ml.PipelineModel
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.sql.functions.{avg, col, count, count_if, lit, max, min}
import org.apache.spark.sql.{Column, DataFrame, SparkSession}

import peleus.Refused
import peleus.document.Node
import peleus.learning.ProblemType
import peleus.transformations.Segment

/** Gives rows the score of a model: `rows.transform(Scorer.load(spark, "data", "delayed@champion"))`.
  *
  * The rows come out as they came in, with new columns after the others:
  *   - `score`, DOUBLE: the probability of a positive; of a regression the predicted number
  *   - `predicted`, BOOLEAN: whether the score is at the model's threshold or above it; not of a regression
  *   - `model`, STRING, and `model_version`, INT
  *
  * What the model learned from its training rows is applied to all rows alike: a feature without a value is filled in,
  * one with a value that training did not see has a level of its own. So no score is null.
  *
  * `apply` only builds a plan: it runs no job and reads no row.
  *
  * @param model
  *   what scores
  * @param steps
  *   of its recipe, with what they learned; see [[Segment]]
  * @param load
  *   reads Spark's pipeline
  */
final class Scorer private[scoring] (val model: ModelVersion, steps: Node, load: () => PipelineModel)
    extends (DataFrame => DataFrame) {
  private lazy val pipeline = load() // seconds, and not wanted where nothing is to be scored
  private val check = new FeatureCheck(model)

  /** Adds the columns.
    *
    * @throws peleus.Refused
    *   when the rows lack features, when a column already has the name of a new one, when features were made as of
    *   another moment than the model's, or when the model's recipe holds a step in Python
    */
  def apply(df: DataFrame): DataFrame = told {
    requireFree(df)
    requireScala()
    check.before(df)
    val rows = new GivenBack(df)
    val prepared = Segment.run(rows.twice, steps, 0, Nil)
    check.after(prepared)
    rows(pipeline.transform(rows.besides(prepared, model.features)), columns)
  }

  override def toString: String = s"Scorer($model)"

  private def columns: Seq[Column] = {
    val score = model.problem match {
      case ProblemType.Binary     => vector_to_array(col(Scorer.Probability)).getItem(1)
      case ProblemType.Regression => col(Scorer.Prediction)
    }
    Seq(score.as(Scorer.Score)) ++ model.threshold.map(predicted(score, _).as(Scorer.Predicted)) ++
      Seq(lit(model.name).as(Scorer.Model), lit(model.version).as(Scorer.Version))
  }

  /** For Spark NaN is above infinity. */
  private def predicted(score: Column, threshold: Double): Column = score >= threshold && !score.isNaN

  private def requireFree(df: DataFrame): Unit = {
    val taken = df.columns.toSeq.filter(name => Scorer.Names.exists(_.equalsIgnoreCase(name)))
    if (taken.nonEmpty) {
      throw Refused.because(s"the rows have columns already that scoring adds: ${taken.mkString(", ")}; rename them")
    }
  }

  private def requireScala(): Unit = Segment.own(steps).headOption.foreach { name =>
    val instead = "put it into the recipe that `prepare` runs, and train again"
    throw Refused.because(s"'$name' of its recipe is a step in Python, which scoring does not run: $instead")
  }

  /** Puts the model's name before every problem. */
  private def told[A](run: => A): A =
    try run
    catch {
      case Refused(problems) =>
        throw Refused(
          problems.map(each => each.copy(path = Seq(s"$model", each.path).filter(_.nonEmpty).mkString(": ")))
        )
    }
}

object Scorer {
  private val Score = "score"
  private val Predicted = "predicted"
  private val Model = "model"
  private val Version = "model_version"
  private val Names = Seq(Score, Predicted, Model, Version)

  // What Python's training calls the columns of Spark's pipeline.
  private val Probability = "_probability"
  private val Prediction = "_prediction"

  /** Reads a model of a store.
    *
    * @param store
    *   folder of a project's data, here or on HDFS
    * @param reference
    *   `name@champion`, `name@challenger` or `name@v3`
    * @throws peleus.Refused
    *   when there is no such model; the sentence names those that there are
    */
  def load(spark: SparkSession, store: String, reference: String): Scorer = new Registry(spark, store).load(reference)

  /** Looks over rows that were scored; one job.
    *
    * @param scored
    *   with the columns that a [[Scorer]] adds; others do not matter
    */
  def summary(scored: DataFrame): ScoreSummary = {
    val isBinary = scored.columns.contains(Predicted)
    val positives = if (isBinary) count_if(col(Predicted)) else lit(null).cast("bigint")
    val score = col(Score)
    val found = scored.agg(count(lit(1)), positives, avg(score), min(score), max(score)).head()
    def number(i: Int) = Option.when(!found.isNullAt(i))(found.getDouble(i))
    ScoreSummary(found.getLong(0), Option.when(isBinary)(found.getLong(1)), number(2), number(3), number(4))
  }
}
