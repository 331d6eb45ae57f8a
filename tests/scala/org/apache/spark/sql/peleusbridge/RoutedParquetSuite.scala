package org.apache.spark.sql.peleusbridge

import java.nio.file.Files

import _root_.peleus.SparkSuite
import _root_.peleus.testing.FrameAssertions._
import org.apache.spark.SparkException
import org.apache.spark.sql.DataFrame

class RoutedParquetSuite extends SparkSuite {
  private val columns = """{"clean": ["id", "name"], "rejects": ["name", "why"], "counts": ["why"]}"""

  private lazy val rows = spark.sql("""
    SELECT CAST(id AS INT) AS id, 'n' || id AS name, IF(id % 4 = 0, array('bad', NULL), NULL) AS why,
           IF(id % 4 = 0, 'rejects', 'clean') AS route, IF(id % 4 = 0, id, NULL) AS mask
    FROM range(0, 1000, 1, 3)""")

  private def written(frame: DataFrame, more: (String, String)*): String = {
    val into = s"${Files.createTempDirectory("routes")}/out"
    val options = Map("route" -> "route", "routes" -> columns, "tally" -> "none") ++ more
    frame.write.format(classOf[RoutedParquet].getName).options(options).save(into)
    into
  }

  test("each route has its own rows and columns") {
    val into = written(rows)
    assertFrameEqual(spark.read.parquet(s"$into/clean"), rows.where("route = 'clean'").select("id", "name"))
    assertFrameEqual(spark.read.parquet(s"$into/rejects"), rows.where("route = 'rejects'").select("name", "why"))
    val empty = spark.read.parquet(s"$into/counts")
    assert(empty.count() == 0 && empty.columns.toSeq == Seq("why"))
    assert(Files.exists(java.nio.file.Path.of(into, "_SUCCESS")))
  }

  test("each task adds a row of what it has written") {
    val counted = """{"clean": ["id"], "rejects": ["id"], "counts": ["name"]}"""
    val into = written(rows, "routes" -> counted, "tally" -> "counts", "bits" -> "mask")
    val tallies = spark.read
      .parquet(s"$into/counts")
      .selectExpr(
        "get_json_object(name, '$.written.clean') AS clean",
        "get_json_object(name, '$.written.rejects') AS rejects",
        "get_json_object(name, '$.bits[2]') AS bit2",
        "get_json_object(name, '$.bits[0]') AS bit0"
      )
    assert(tallies.count() == 3)
    val expected = rows.where("mask & 4 <> 0").count()
    val sums =
      tallies.selectExpr("CAST(sum(clean) AS INT)", "CAST(sum(rejects) AS INT)", "sum(bit2)", "sum(bit0)").head()
    assert((sums.getInt(0), sums.getInt(1), sums.getDouble(2).toLong, sums.getDouble(3)) == ((750, 250, expected, 0.0)))
  }

  test("a row of no route fails the job, and nothing is left") {
    val into = s"${Files.createTempDirectory("routes")}/out"
    val stray = rows.withColumn("route", org.apache.spark.sql.functions.lit("elsewhere"))
    val writer = stray.write.format(classOf[RoutedParquet].getName)
    val failure = intercept[SparkException](
      writer.options(Map("route" -> "route", "routes" -> columns, "tally" -> "none")).save(into)
    )
    assert(
      Iterator
        .iterate[Throwable](failure)(_.getCause)
        .takeWhile(_ != null)
        .exists(_.getMessage.contains("a row has the route elsewhere, which is none"))
    )
    assert(!Files.exists(java.nio.file.Path.of(into, "clean")))
  }
}
