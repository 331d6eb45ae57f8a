package peleus.transformations

import org.apache.spark.sql.Row
import org.apache.spark.sql.classic.Dataset
import org.apache.spark.sql.functions.lit

import peleus.SparkSuite
import peleus.transformations.sample.Samples.refused

class LookupsSuite extends SparkSuite {
  private def planes = spark.sql("SELECT * FROM VALUES ('N1', 1999), ('N2', 2004) AS t(tail, year)")
  private def flights = spark.sql("SELECT * FROM VALUES ('N1'), ('N3') AS t(tail)")

  test("a table may be rows at hand") {
    val joined = JoinLookup(planes, "tail", Map("year" -> "built"))(flights)
    assert(joined.collect().toSet == Set(Row("N1", 1999), Row("N3", null)))
  }

  test("a lookup made from the rows themselves is not confused with them") {
    val rows = planes
    val joined = JoinLookup(rows.withColumn("twice", lit(2)), "tail", Map("year" -> "again", "twice" -> "n"))(rows)
    assert(joined.collect().toSet == Set(Row("N1", 1999, 1999, 2), Row("N2", 2004, 2004, 2)))
  }

  test("a key that stands twice stops the job, not the call, whether it is asked for or not") {
    val twice = planes.union(planes.where("tail = 'N2'"))
    val joined = JoinLookup(twice, "tail", Map("year" -> "built"))(flights)
    val failed = intercept[Exception](joined.collect())
    assert(failed.getMessage.contains("the key 'tail' of the other table is not unique: 'N2' stands there 2 times"))
  }

  test("the table is sent to every task, unless told otherwise") {
    def plan(broadcast: Boolean): String =
      JoinLookup(planes, "tail", Map("year" -> "built"), broadcast = broadcast)(flights)
        .asInstanceOf[Dataset[_]]
        .queryExecution
        .logical
        .toString
    assert(plan(broadcast = true).contains("strategy=broadcast"))
    assert(!plan(broadcast = false).contains("strategy=broadcast"))
  }

  test("a table that is not there is Spark's own refusal, a column that is not is ours") {
    assert(
      intercept[Exception](JoinLookup("nowhere", "tail", Map("year" -> "built"))(flights)).getMessage
        .contains("[TABLE_OR_VIEW_NOT_FOUND]")
    )
    assert(
      refused(JoinLookup(planes, "tail", Map("model" -> "m"))(flights)) ==
        Seq("join_lookup.columns: there is no column 'model' in the other table (allowed: tail, year)")
    )
  }
}
