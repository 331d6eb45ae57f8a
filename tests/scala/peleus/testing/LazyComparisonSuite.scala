package peleus.testing

import java.util.concurrent.atomic.AtomicInteger

import com.fasterxml.jackson.databind.ObjectMapper
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.apache.spark.sql.DataFrame

import peleus.SparkSuite

class LazyComparisonSuite extends SparkSuite {
  private val mapper = new ObjectMapper

  private def read(frame: DataFrame) = {
    val rows = frame.collect()
    assert(rows.length == 1)
    mapper.readTree(rows.head.getString(0))
  }

  test("nothing runs before the frame is read, and it is a single column") {
    val jobs = new AtomicInteger
    val listener = new SparkListener {
      override def onJobStart(event: SparkListenerJobStart): Unit = jobs.incrementAndGet(): Unit
    }
    spark.sparkContext.addSparkListener(listener)
    try {
      val compared = LazyComparison.lazyCompare(spark.range(5).toDF(), spark.range(4).toDF(), 0, 0)
      assert(compared.columns.toSeq == Seq("comparison"))
      compared.queryExecution.analyzed
      val before = jobs.get
      assert(read(compared).get("counts").get("only_in_actual").asInt == 1)
      // the listener hears of jobs in order: one after the job above means that all are counted
      while (jobs.get == before) Thread.sleep(10)
      assert(before == 0)
    } finally spark.sparkContext.removeSparkListener(listener)
  }

  test("a frame is compared with itself") {
    val frame = spark.range(3).toDF("id")
    assert(read(LazyComparison.lazyCompare(frame, frame, 0, 0)).get("equal").asBoolean)
  }

  test("frames without columns") {
    val none = spark.range(2).select()
    assert(read(LazyComparison.lazyCompare(none, none, 0, 0)).get("equal").asBoolean)
    val document = read(LazyComparison.lazyCompare(none, spark.range(3).select(), 0, 0))
    assert(!document.get("equal").asBoolean)
    assert(document.get("counts").get("expected").asInt == 3)
  }

  test("the document has the facts of the report") {
    val actual = spark.sql("SELECT 1 AS id, 'a' AS s, 2 AS n")
    val expected = spark.sql("SELECT 1 AS id, 'b' AS s, 2L AS n")
    val document = LazyComparison.lazyCompare(actual, expected, 0.5, 0).collect().head.getString(0)
    val tree = mapper.readTree(document)
    assert(tree.get("schema").toString == """[{"kind":"type","path":"n","actual":"int","expected":"bigint"}]""")
    assert(
      tree.get("counts").toString ==
        """{"actual":1,"expected":1,"matched":0,"changed":1,"only_in_actual":0,"only_in_expected":0}"""
    )
    assert(tree.get("rows").get(0).get("differences").toString == """[{"path":"s","actual":"'a'","expected":"'b'"}]""")
    assert(tree.get("atol").asDouble == 0.5)
    assert(tree.get("text").asText.startsWith("frames differ: 1 type different; 1 of 1 row (1 changed)"))
  }
}
