package peleus.transformations

import java.nio.file.Files
import java.time.LocalDate

import org.apache.spark.sql.expressions.{Window, WindowSpec}
import org.apache.spark.sql.functions._
import org.apache.spark.sql.types.Metadata
import org.apache.spark.sql.{DataFrame, SaveMode}

import peleus.SparkSuite
import peleus.python.Door

class PointInTimeSuite extends SparkSuite {
  private val day = "2024-12-31"

  private def rows: DataFrame = spark.sql("""SELECT * FROM VALUES
      (1, 'a', DATE'1980-02-29', DATE'2024-01-01', DATE'2024-02-01'),
      (2, 'a', DATE'1990-01-01', DATE'2024-01-05', DATE'2024-03-01'),
      (3, 'b', NULL, DATE'2024-01-09', NULL) AS t(id, k, birth, seen, later)""")

  private def age(asOf: AsOf, output: String) = Age("birth", asOf, output = output)
  private def counts(asOf: AsOf, output: String) = CountEvents("k", "seen", Seq("7d"), asOf, output)

  /** Three features, each of another moment. */
  private def features: DataFrame =
    rows.transform(age("seen", "at_seen")).transform(age("later", "at_later")).transform(age(day, "at_day"))

  private val ofFeatures = Map("at_seen" -> Seq("seen"), "at_later" -> Seq("later"), "at_day" -> Seq(day))

  private def marks(df: DataFrame): Map[String, Seq[String]] = PointInTime.marks(df)

  /** The frame as it comes back from a file that nothing but its columns' metadata describes. */
  private def stored(df: DataFrame): DataFrame = {
    val path = Files.createTempDirectory("stored").toString
    df.write.mode(SaveMode.Overwrite).parquet(path)
    spark.read.parquet(path)
  }

  test("every transformation with an as_of marks its new columns") {
    val declared = Catalogue.default.all.filter(_.params.exists(_.of == Type.Scalar(Kind.named("as_of").get)))
    assert(declared.map(_.name).toSet == Set("age", "count_events"))
    for (step <- declared) {
      val kind = Class.forName(step.implementation)
      assert(classOf[PointInTime].isAssignableFrom(kind), step.name)
    }
  }

  test("each step gives its own mark: the column's name as the table has it, or the day") {
    assert(marks(features) == ofFeatures)
    assert(marks(rows.transform(age("SEEN", "a"))) == Map("a" -> Seq("seen")))
    assert(marks(rows.transform(age(LocalDate.parse(day), "a"))) == Map("a" -> Seq(day)))
    assert(marks(rows.transform(Age("birth", "seen"))) == Map("birth" -> Seq("seen")))
    assert(marks(rows) == Map.empty)
  }

  test("count_events marks its counts alone, at a day and at each row's moment") {
    for (asOf <- Seq("seen", day))
      assert(marks(features.transform(counts(asOf, "n"))) == ofFeatures.updated("n_7d", Seq(asOf)))
    val both = features.transform(counts("later", "n")).transform(counts("seen", "m")).transform(counts(day, "d"))
    assert(marks(both) == ofFeatures ++ Map("n_7d" -> Seq("later"), "m_7d" -> Seq("seen"), "d_7d" -> Seq(day)))
    assert(both.where("id = 2").select("n_7d", "at_seen").head().toSeq == Seq(0L, 34))
  }

  test("what is computed from several features has the marks of all") {
    val sum = features.transform(SqlExpression("at_seen + at_later", "sum")).transform(SqlExpression("id + 1", "next"))
    assert(marks(sum) == ofFeatures.updated("sum", Seq("later", "seen")))
    val asked = sum.withColumn("asked", date_add(col("seen"), col("at_seen"))).transform(counts("asked", "n"))
    assert(marks(asked).get("n_7d").contains(Seq("asked", "seen")))
  }

  test("Spark keeps metadata when a column is renamed and drops it when one is computed: the plan knows both") {
    val renamed = features.withColumnRenamed("at_seen", "renamed").withColumn("next", col("at_later") + 1)
    assert(renamed.schema("renamed").metadata.contains("peleus.as_of"))
    assert(renamed.schema("next").metadata == Metadata.empty)
    assert(marks(renamed) == ofFeatures - "at_seen" + ("renamed" -> Seq("seen")) + ("next" -> Seq("later")))
    assert(marks(features.transform(RenameColumns(Map("at_day" -> "old")))).get("old").contains(Seq(day)))
    val emptied = features.select(col("at_seen").as("a", Metadata.empty))
    assert(marks(emptied) == Map("a" -> Seq("seen")))
  }

  test("a column that was computed keeps its marks in a file only when it is stamped") {
    val computed = features.select(col("id"), (col("at_seen") * 2).as("twice"), col("at_day"))
    assert(marks(stored(computed)) == Map("at_day" -> Seq(day)))
    assert(marks(stored(PointInTime.stamped(computed))) == Map("twice" -> Seq("seen"), "at_day" -> Seq(day)))
  }

  test("stamping changes neither rows nor types nor other metadata, and a frame without marks not at all") {
    val other = Metadata.fromJson("""{"comment": "years"}""")
    val commented = features.withColumn("at_seen", col("at_seen").as("x", other)).withColumn("a.b", col("at_day") + 1)
    val stamped = PointInTime.stamped(commented)
    val told = Metadata.fromJson("""{"comment": "years", "peleus.as_of": ["seen"]}""")
    assert(stamped.schema("at_seen").metadata == told)
    assert(
      stamped.schema.map(_.copy(metadata = Metadata.empty)) == commented.schema.map(_.copy(metadata = Metadata.empty))
    )
    assert(stamped.collect().toSet == commented.collect().toSet)
    assert(rows.transform(PointInTime.stamped).schema == rows.schema)
    assert(marks(stamped) == marks(commented))
  }

  test("a filter leaves rows out and marks no column") {
    assert(marks(features.where("at_seen > 3").orderBy("at_later").limit(2).repartition(col("at_day"))) == ofFeatures)
  }

  test("a group has the marks of what it counts, of its keys, and of what chose its rows") {
    val grouped = features.groupBy("at_seen").agg(max("at_later").as("most"), count(lit(1)).as("times"))
    assert(marks(grouped) == Map("at_seen" -> Seq("seen"), "most" -> Seq("later", "seen"), "times" -> Seq("seen")))
    val chosen = features.where("at_day > 3").groupBy("k").agg(count(lit(1)).as("times"))
    assert(marks(chosen) == Map("times" -> Seq(day)))
    val unique = features.select("k", "at_day").distinct().groupBy("k").count()
    assert(marks(unique) == Map("count" -> Seq(day)))
    val cube = features.rollup("at_seen", "k").agg(sum("id").as("total"))
    assert(marks(cube)("at_seen") == Seq("seen"))
    assert(marks(cube)("total") == Seq("seen"))
  }

  test("a window function has the marks of its value, its keys and its order") {
    def over(w: WindowSpec) = marks(features.withColumn("w", sum("id").over(w))).get("w")
    assert(over(Window.partitionBy("k")) == None)
    assert(over(Window.partitionBy("at_day").orderBy("at_seen")) == Some(Seq(day, "seen")))
    val value = features.withColumn("w", max("at_later").over(Window.partitionBy("k")))
    assert(marks(value) == ofFeatures.updated("w", Seq("later")))
    val chosen = features.where("at_seen > 1").withColumn("w", sum("id").over(Window.partitionBy("k")))
    assert(marks(chosen) == ofFeatures.updated("w", Seq("seen")))
  }

  test("joined columns keep their marks, those of a table read from a file too") {
    val other = stored(PointInTime.stamped(features.select(col("id"), (col("at_later") + 1).as("next"))))
    for (how <- Seq("inner", "left", "right", "full"))
      assert(marks(features.join(other, Seq("id"), how)) == ofFeatures.updated("next", Seq("later")), how)
    assert(marks(features.join(other, Seq("id"), "left_anti")) == ofFeatures)
    assert(marks(rows.join(other, Seq("id"), "left_semi").distinct().groupBy("k").count()) == Map.empty)
    assert(marks(features.join(features.select("k", "at_day").as("o"), "k")) == ofFeatures)
  }

  test("what is looked up by a feature has its mark") {
    val bands = spark.sql("SELECT * FROM VALUES (43, 'old'), (34, 'young') AS t(band, called)")
    val condition = col("band") === col("at_seen")
    assert(
      marks(features.join(bands, condition, "left")) == ofFeatures ++ Map(
        "band" -> Seq("seen"),
        "called" -> Seq("seen")
      )
    )
    val inner = features.select("id", "at_seen").join(bands, condition)
    assert(marks(inner).keySet == Set("id", "at_seen", "band", "called"))
  }

  test("join_lookup adds each column with its own marks") {
    val table = PointInTime.stamped(features.select("id", "at_seen", "at_day", "k"))
    val names = Map[String, Out]("at_seen" -> "one", "at_day" -> "two", "k" -> "other")
    val lookup = JoinLookup(table, "id", names)
    assert(marks(rows.select("id").transform(lookup)) == Map("one" -> Seq("seen"), "two" -> Seq(day)))
    assert(
      marks(rows.select("id").transform(lookup.copy(table = stored(table)))) == Map(
        "one" -> Seq("seen"),
        "two" -> Seq(day)
      )
    )
  }

  test("a union has the marks of both sides, column by column") {
    val one = rows.select("id").withColumn("x", lit(1)).withColumn("y", lit(2))
    val two = features.select(col("id"), col("at_seen").as("x"), lit(0).as("y"))
    val three = features.select(lit(0).as("y"), col("at_later").as("x"), col("id"))
    assert(marks(one.union(two)) == Map("x" -> Seq("seen")))
    assert(marks(two.union(one)) == Map("x" -> Seq("seen")))
    assert(marks(one.unionByName(two).unionByName(three)) == Map("x" -> Seq("later", "seen")))
    assert(marks(two.select("x").intersect(one.select("x"))) == Map("x" -> Seq("seen")))
  }

  test("records, lists and mappings are followed into what is taken out of them") {
    val packed = features.select(struct(col("at_seen").as("a"), struct("at_day").as("in"), col("id")).as("row"))
    val taken =
      packed.select(col("row.a"), col("row.in.at_day"), col("row.id"), col("row"), col("row").isNull.as("none"))
    assert(marks(taken) == Map("a" -> Seq("seen"), "at_day" -> Seq(day), "row" -> Seq(day, "seen")))
    assert(marks(stored(packed).select("row.a", "row.id")) == Map("a" -> Seq("seen")))
    val pairs =
      array(struct(col("at_seen").as("a"), col("id").as("i")), struct(col("at_day").as("a"), col("id").as("i")))
    assert(marks(features.select(inline(pairs))) == Map("a" -> Seq(day, "seen")))
    assert(marks(features.select(explode(pairs).as("p")).select("p.a", "p.i")) == Map("a" -> Seq(day, "seen")))
    val mapping = features.select(col("id"), explode(map(lit("x"), col("at_day"))))
    assert(marks(mapping) == Map("key" -> Seq(day), "value" -> Seq(day)))
    val kept =
      features.select(when(col("at_later") > 3, struct("at_seen", "id")).as("row")).select("row.at_seen", "row.id")
    assert(marks(kept) == Map("at_seen" -> Seq("later", "seen"), "id" -> Seq("later")))
  }

  test("queries inside SQL are followed: with a name, in an expression, as a view, in place of a table") {
    features.createOrReplaceTempView("point_in_time_features")
    def of(sql: String) = marks(spark.sql(sql))
    assert(of("SELECT id, at_day AS d FROM point_in_time_features") == Map("d" -> Seq(day)))
    assert(
      of("""WITH f AS (SELECT id, at_seen + 1 AS x, at_day AS d FROM point_in_time_features)
           |SELECT a.id, a.x AS one, b.d AS two, a.id AS plain FROM f a JOIN f b ON a.id = b.id""".stripMargin) ==
        Map("one" -> Seq("seen"), "two" -> Seq(day))
    )
    assert(of("SELECT 1 AS a, (SELECT max(at_later) FROM point_in_time_features) AS m") == Map("m" -> Seq("later")))
    assert(
      of("""SELECT f.id, o.x FROM point_in_time_features f,
           |LATERAL (SELECT f.at_seen + v AS x FROM VALUES (1) AS t(v)) o""".stripMargin)
        .get("x")
        .exists(_.contains("seen"))
    )
    assert(
      of(
        "SELECT * FROM (SELECT at_seen, k FROM point_in_time_features) PIVOT (max(at_seen) FOR k IN ('a' AS a))"
      ) == Map("a" -> Seq("seen"))
    )
  }

  test("where code that Spark does not see makes the columns, each has every mark") {
    val session = spark
    import session.implicits._
    val typed = features.select($"at_seen".as("_1"), $"at_day".as("_2")).as[(Option[Int], Option[Int])].map(_.swap)
    assert(marks(typed.toDF()) == Map("_1" -> Seq(day, "seen"), "_2" -> Seq(day, "seen")))
    val twice = udf((n: Int) => n * 2)
    assert(marks(features.withColumn("u", twice(col("at_later")))) == ofFeatures.updated("u", Seq("later")))
  }

  test("the plan of a recipe is walked from one end to the other") {
    val steps = Seq[Transformation](
      age("seen", "age"),
      counts("later", "n"),
      SqlExpression("n_7d > 3 AND age > 18", "busy"),
      FillMissing(Seq("n_7d"), FillStrategy.Constant, Some("0"), flag = true),
      counts("seen", "m"),
      SelectColumns(Seq("id", "age", "n_7d", "n_7d_was_missing", "busy", "m_7d"))
    )
    assert(
      marks(Recipe.of("r", steps)(rows)) == Map(
        "age" -> Seq("seen"),
        "n_7d" -> Seq("later"),
        "n_7d_was_missing" -> Seq("later"),
        "busy" -> Seq("later", "seen"),
        "m_7d" -> Seq("seen")
      )
    )
  }

  test("the door tells columns that have marks, in the table's order") {
    val df = features.select("at_later", "id", "at_day").withColumn("both", col("at_later") + col("at_day"))
    assert(Door.asOf(df) == s"""{"at_later":["later"],"at_day":["$day"],"both":["$day","later"]}""")
    assert(Door.asOf(rows) == "{}")
  }
}
