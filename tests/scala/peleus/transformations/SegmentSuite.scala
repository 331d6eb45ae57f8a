package peleus.transformations

import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{DataFrame, Row}

import peleus.SparkSuite
import peleus.document.Json
import peleus.transformations.sample.Samples.{catalogue, refused}

class SegmentSuite extends SparkSuite {
  private def frame(ddl: String, rows: Row*): DataFrame =
    spark.createDataFrame(java.util.Arrays.asList(rows: _*), StructType.fromDDL(ddl))

  private val people = frame("city int, country int", Row(1, 2))
  private val tables =
    Seq(frame("city int, name string", Row(1, "Lyon")), frame("country int, name string", Row(2, "FR")))

  private def run(steps: String): DataFrame = Segment.run(people, Json.read(steps), 2, tables, catalogue)

  test("tables are numbered over all steps together") {
    val joined =
      run("""[["add_lookup", {"table": 0, "key": "city", "columns": {"name": "in_city"}}],
            | ["add_lookup", {"table": 1, "key": "country", "columns": {"name": "in_country"}}]]""".stripMargin)
    assert(joined.select("in_city", "in_country").collect().toSeq == Seq(Row("Lyon", "FR")))
  }

  test("a step that learned brings its constants along") {
    val gaps = frame("city int", Row(1), Row(null))
    val filled =
      Segment.run(gaps, Json.read("""[["fill_gaps", {"columns": ["city"]}, "{\"city\": 7}"]]"""), 0, Nil, catalogue)
    assert(filled.collect().toSet == Set(Row(1), Row(7)))
  }

  test("a table that did not come along is refused") {
    assert(
      refused(run("""[["keep_first", {}], ["add_lookup", {"table": 2, "key": "city", "columns": {}}]]""")) ==
        Seq("steps[3].add_lookup.table: wants the name of a table, got the number 2")
    )
  }

  test("what Spark's analysis finds is one line with the step's position") {
    val found = refused(run("""[["keep_rows", {"where": "town = 1"}]]"""))
    assert(found.size == 1)
    assert(found.head.startsWith("steps[2].keep_rows: [UNRESOLVED_COLUMN"))
  }
}
