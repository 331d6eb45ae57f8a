package peleus.scoring

import java.nio.file.{Files, Path}

import org.apache.spark.ml.classification.LogisticRegression
import org.apache.spark.ml.feature.{StringIndexer, VectorAssembler}
import org.apache.spark.ml.regression.LinearRegression
import org.apache.spark.ml.{Pipeline, PipelineModel, PipelineStage}
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{DataFrame, Row, SparkSession}

/** Models called `late`, as Python's registry keeps them: of a distance, 40 where it is missing, and of a carrier. */
private[scoring] object KeptModels {
  private val Fill = """["fill_missing", {"columns": ["distance"], "flag": true}, "{\"distance\": 40}"]"""
  private val Outputs = Seq("featuresCol" -> "_linear", "labelCol" -> "_label", "predictionCol" -> "_prediction")

  def frame(spark: SparkSession, ddl: String, rows: Row*): DataFrame =
    spark.createDataFrame(java.util.Arrays.asList(rows: _*), StructType.fromDDL(ddl))

  /** Of positives that have high distances. */
  def binary(spark: SparkSession): PipelineModel = {
    val estimator =
      new LogisticRegression().setRegParam(0.1).setProbabilityCol("_probability").setRawPredictionCol("_raw")
    fit(spark, Outputs.foldLeft(estimator) { case (each, (param, column)) => each.set(each.getParam(param), column) })
  }

  /** Of a label that is exactly 2 x distance + 10 x level of the carrier (AA 0, BB 1, others 2) + 5 where it was
    * filled.
    */
  def regression(spark: SparkSession): PipelineModel = {
    val estimator = new LinearRegression().setSolver("normal")
    fit(spark, Outputs.foldLeft(estimator) { case (each, (param, column)) => each.set(each.getParam(param), column) })
  }

  private def fit(spark: SparkSession, estimator: PipelineStage): PipelineModel = {
    val isBinary = estimator.isInstanceOf[LogisticRegression]
    val rows = for {
      (carrier, level) <- Seq("AA" -> 0, "AA" -> 0, "BB" -> 1)
      (distance, missing) <- Seq((10.0, false), (20.0, false), (40.0, true), (70.0, false), (90.0, false))
    } yield {
      val sum = 2 * distance + 10 * level + (if (missing) 5 else 0)
      Row(distance, missing, carrier, if (!isBinary) sum else if (sum > 90) 1.0 else 0.0)
    }
    val learned = frame(spark, "distance double, distance_was_missing boolean, carrier string, _label double", rows: _*)
    val levels =
      new StringIndexer().setInputCol("carrier").setOutputCol("_carrier_level").setHandleInvalid("keep")
    val vector = new VectorAssembler()
      .setInputCols(Array("distance", "distance_was_missing", "_carrier_level"))
      .setOutputCol("_linear")
    new Pipeline().setStages(Array(levels, vector, estimator)).fit(learned)
  }

  /** Keeps a version, without what Spark fitted.
    *
    * @param steps
    *   of the model's own recipe, each followed by a comma
    */
  def keep(
      store: Path,
      version: Int = 1,
      problem: String = "binary",
      threshold: String = "0.5",
      recipe: Option[String] = None,
      steps: String = "",
      moment: Option[String] = None
  ): Path = {
    def text(value: Option[String]) = value.fold("null")(word => s""""$word"""")
    val folder = Files.createDirectories(store.resolve(s"models/late/v$version"))
    val manifest =
      s"""{"model": "late", "version": $version, "threshold": $threshold, "source": "flights.features",
         | "declaration": {"model": "late", "problem": "$problem", "scoring_moment": ${text(moment)},
         |   "recipe": ${text(recipe)}, "features": {"numeric": ["distance"], "categorical": ["carrier"]}},
         | "recipe": {"recipe": "preparation", "steps": [$steps$Fill]}}""".stripMargin
    Files.writeString(folder.resolve("manifest.json"), manifest)
    folder
  }

  def keepAliases(store: Path, aliases: String): Path =
    Files.writeString(store.resolve("models/late/aliases.json"), aliases)
}
