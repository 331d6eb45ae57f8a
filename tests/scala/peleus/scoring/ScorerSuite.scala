package peleus.scoring

import java.nio.file.{Files, Path}

import org.apache.spark.ml.classification.LogisticRegressionModel
import org.apache.spark.ml.feature.VectorAssembler
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.sql.functions.{col, expr, lit}
import org.apache.spark.sql.types._
import org.apache.spark.sql.{DataFrame, Row}

import peleus.document.Json
import peleus.transformations.PointInTime
import peleus.{Refused, SparkSuite}

class ScorerSuite extends SparkSuite {
  private lazy val binary: PipelineModel = KeptModels.binary(spark)
  private lazy val regression: PipelineModel = KeptModels.regression(spark)

  private def scorer(pipeline: PipelineModel, keep: Path => Path): Scorer = {
    val file = keep(Files.createTempDirectory("scorer")).resolve("manifest.json")
    val (model, steps) = ModelVersion.read(Files.readString(file), file.toString, None)
    new Scorer(model, steps, () => pipeline)
  }

  private lazy val late: Scorer = scorer(binary, KeptModels.keep(_))
  private lazy val minutes: Scorer = scorer(regression, KeptModels.keep(_, 7, "regression", "null"))

  private val flights = KeptModels.frame(
    spark,
    "id int, distance double, carrier string",
    Row(1, 20.0, "AA"),
    Row(2, null, "BB"),
    Row(3, 70.0, "ZZ"),
    Row(4, null, null)
  )

  private def refused(scorer: Scorer, df: DataFrame): Seq[String] =
    intercept[Refused](scorer(df)).problems.map(_.toString)

  /** What the logistic model makes of features, by its formula. */
  private def probability(features: Double*): Double = {
    val fitted = binary.stages.last.asInstanceOf[LogisticRegressionModel]
    val sum = features.zip(fitted.coefficients.toArray).map { case (x, weight) => x * weight }.sum
    1 / (1 + math.exp(-(sum + fitted.intercept)))
  }

  private lazy val expected: Map[Int, Double] = Map(
    1 -> probability(20, 0, 0),
    2 -> probability(40, 1, 1),
    3 -> probability(70, 0, 2),
    4 -> probability(40, 1, 2)
  )

  test("rows come back as they came, with the probability of a positive, and by which model") {
    val store = Files.createTempDirectory("scorer")
    binary.write.save(KeptModels.keep(store).resolve("pipeline").toString)
    val scored = Scorer.load(spark, store.toString, "late@v1")(flights)
    assert(
      scored.schema.toDDL.toLowerCase(java.util.Locale.ROOT).replace(" not null", "") ==
        "id int,distance double,carrier string,score double,predicted boolean,model string,model_version int"
    )
    val found = scored.orderBy("id").collect().toSeq
    assert(found.map(row => Row.fromSeq(row.toSeq.take(3))) == flights.orderBy("id").collect().toSeq)
    assert(found.map(row => Row.fromSeq(row.toSeq.takeRight(2))).distinct == Seq(Row("late", 1)))
    found.foreach { row =>
      assert(math.abs(row.getAs[Double]("score") - expected(row.getInt(0))) < 1e-12)
      assert(row.getAs[Boolean]("predicted") == (row.getAs[Double]("score") >= 0.5))
    }
    assert(found.map(_.getAs[Boolean]("predicted")).distinct.size == 2)
  }

  test("a regression gives its prediction and calls nothing positive") {
    val scored = minutes(flights)
    assert(scored.columns.toSeq == Seq("id", "distance", "carrier", "score", "model", "model_version"))
    val found = scored.orderBy("id").collect().map(row => row.getInt(0) -> row.getAs[Double]("score"))
    val exact = Seq(1 -> 40.0, 2 -> (80.0 + 10 + 5), 3 -> (140.0 + 20), 4 -> (80.0 + 20 + 5))
    found.toSeq.zip(exact).foreach { case ((id, score), (wanted, value)) =>
      assert(id == wanted && math.abs(score - value) < 1e-6)
    }
    assert(scored.select("model_version").distinct().collect().toSeq == Seq(Row(7)))
  }

  test("who is at the threshold is predicted positive, and where it is infinite nobody is") {
    def positives(threshold: String) =
      scorer(binary, KeptModels.keep(_, threshold = threshold))(flights)
        .where("predicted")
        .select("id")
        .collect()
        .map(_.getInt(0))
        .toSet
    val scores = late(flights).collect().map(row => row.getInt(0) -> row.getAs[Double]("score")).sortBy(_._2)
    assert(positives(scores(2)._2.toString) == Set(scores(2)._1, scores(3)._1))
    assert(positives(math.nextUp(scores(2)._2).toString) == Set(scores(3)._1))
    assert(positives("null").isEmpty)
    assert(late.model.threshold.contains(0.5))
  }

  test("a score that is no number is not above the threshold") {
    val same = new VectorAssembler()
      .setInputCols(Array("distance", "distance"))
      .setOutputCol("_probability")
      .setHandleInvalid("keep")
    val pipeline = new Pipeline().setStages(Array(same)).fit(flights)
    val found = scorer(pipeline, KeptModels.keep(_))(flights.withColumn("distance", expr("nullif(distance, 20)")))
    val odd = scorer(pipeline, KeptModels.keep(_))(flights.withColumn("distance", lit(Double.NaN)))
    assert(found.select("score", "predicted").distinct().collect().toSet == Set(Row(40.0, true), Row(70.0, true)))
    assert(odd.select("predicted").distinct().collect().toSeq == Seq(Row(false)))
  }

  test("columns with the names of the pipeline's own come back, and so do names with dots and what columns carry") {
    val metadata = new MetadataBuilder().putBoolean("peleus.masked", true).build()
    val busy = flights
      .withColumns(Map("_probability" -> lit("p"), "_raw" -> lit(1), "_carrier_level" -> lit(2), "_kept_0" -> lit(3)))
      .withColumn("a.b`c", lit(4))
      .withColumn("carrier", col("carrier").as("carrier", metadata))
    val scored = late(busy)
    assert(scored.drop("score", "predicted", "model", "model_version").schema == busy.schema)
    assert(scored.schema("carrier").metadata == metadata)
    assert(
      scored.drop("score", "predicted", "model", "model_version").collect().toSet == busy.collect().toSet
    )
    assert(scored.select("score").collect().toSeq == late(flights).select("score").collect().toSeq)
  }

  test("features that are missing are named with the model") {
    assert(
      refused(late, flights.drop("carrier", "distance")) ==
        Seq("late v1: features: there are no columns distance, carrier; there are id")
    )
    assert(
      refused(minutes, flights.withColumnRenamed("carrier", "Carrier")) ==
        Seq("late v7: features: there is no column carrier; there are id, distance, Carrier")
    )
  }

  test("features of another type are refused, where Spark would read 3.0 as a level that it has not seen") {
    val other = flights.withColumn("carrier", lit(3.0))
    assert(
      refused(late, other) ==
        Seq("late v1: features.categorical: column 'carrier' is double; wanted are texts or whole numbers")
    )
    val text = flights.withColumn("distance", lit("far"))
    assert(
      refused(late, text).map(_.takeWhile(_ != ',')) ==
        Seq("late v1: steps[0].fill_missing.columns: wants numbers for the strategy median")
    )
  }

  test("what scoring adds must not be there before") {
    assert(
      refused(late, flights.withColumn("Score", lit(1)).withColumn("model", lit(1))) ==
        Seq("late v1: the rows have columns already that scoring adds: Score, model; rename them")
    )
  }

  test("a model's own recipe makes features, and nothing else of it is left") {
    val make = """["sql_expression", {"output": "carrier", "expression": "upper(code)"}],
                 |["sql_expression", {"output": "distance", "expression": "distance / 1.6"}],""".stripMargin
    val own = scorer(binary, KeptModels.keep(_, recipe = Some("features.yaml"), steps = make))
    val coded = flights.selectExpr("id", "distance * 1.6 AS distance", "lower(carrier) AS code")
    val found = own(coded)
    assert(found.columns.toSeq == Seq("id", "distance", "code", "score", "predicted", "model", "model_version"))
    found.collect().foreach(row => assert(math.abs(row.getAs[Double]("score") - expected(row.getInt(0))) < 1e-12))
    assert(found.where("id = 1").select("distance").head().getDouble(0) == 32.0)
    assert(refused(own, coded.drop("code")).head.startsWith("late v1: steps[0].sql_expression"))
  }

  test("a recipe with a step in Python is refused, and one that drops columns is") {
    def of(steps: String) = scorer(binary, KeptModels.keep(_, recipe = Some("features.yaml"), steps = steps))
    assert(
      refused(of("""["steps.flag", {"column": "id"}],"""), flights) == Seq(
        "late v1: 'steps.flag' of its recipe is a step in Python, which scoring does not run: " +
          "put it into the recipe that `prepare` runs, and train again"
      )
    )
    assert(
      refused(of("""["select_columns", {"columns": ["distance", "carrier"]}],"""), flights).head
        .startsWith("late v1: the model's recipe drops id, distance, carrier, so that")
    )
  }

  test("features are those of the model's moment") {
    val marked = new MetadataBuilder().putStringArray("peleus.as_of", Array("asked_at")).build()
    val seen = flights.withColumn("asked_at", lit(1)).withColumn("distance", col("distance").as("distance", marked))
    assert(PointInTime.marks(seen) == Map("distance" -> Seq("asked_at")))
    def of(moment: Option[String]) = scorer(binary, KeptModels.keep(_, moment = moment))
    assert(of(Some("asked_at"))(seen).select("score").collect().toSeq == late(flights).select("score").collect().toSeq)
    assert(
      refused(of(Some("id")), seen) ==
        Seq("late v1: features: 'distance' was made as of asked_at, and the scoring moment is 'id'")
    )
    assert(
      refused(late, seen) ==
        Seq("late v1: features: 'distance' was made as of asked_at, and the model names no scoring_moment")
    )
    assert(
      refused(of(Some("asked_at")), flights) ==
        Seq("late v1: scoring_moment: there is no column asked_at; there are id, distance, carrier")
    )
  }

  test("a summary counts, and is null where there is nothing to say") {
    val scores = Seq(0.5, 0.25, 0.75, 0.5)
    val scored = KeptModels.frame(
      spark,
      "score double, predicted boolean",
      scores.map(score => Row(score, score >= 0.5)): _*
    )
    assert(Scorer.summary(scored) == ScoreSummary(4, Some(3), Some(0.5), Some(0.25), Some(0.75)))
    assert(
      Json.write(Scorer.summary(scored.drop("predicted")).json) ==
        """{"rows":4,"positives":null,"mean":0.5,"minimum":0.25,"maximum":0.75}"""
    )
    assert(
      Json.write(Scorer.summary(scored.where("score > 1")).json) ==
        """{"rows":0,"positives":0,"mean":null,"minimum":null,"maximum":null}"""
    )
    assert(Scorer.summary(late(flights)).positives.contains(late(flights).where("predicted").count()))
  }
}
