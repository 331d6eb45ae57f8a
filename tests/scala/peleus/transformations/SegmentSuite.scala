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

  private val gaps = """["fill_gaps", {"columns": ["city"]}"""

  test("the last step learns from the rows as the steps before it leave them") {
    val cities = frame("city int", Row(1), Row(5), Row(null))
    def learned(steps: String) = Segment.learn(cities, Json.read(steps), 3, Nil, catalogue).toJSON.collect().toSeq
    assert(learned(s"[$gaps]]") == Seq("""{"city":3.0}"""))
    assert(learned(s"""[["keep_rows", {"where": "city > 1"}], $gaps]]""") == Seq("""{"city":5.0}"""))
    assert(learned(s"""[$gaps, "{\\"city\\": 30}"], $gaps]]""") == Seq("""{"city":5.0}"""))
    assert(refused(learned("""[["keep_first", {}]]""")) == Seq("steps[3].keep_first: has nothing to learn from data"))
  }

  test("a step that learned nothing yet is refused, and with null for its constants it is run dry") {
    val nothing = frame("city int, names array<string>")
    def run(steps: String) = Segment.run(nothing, Json.read(steps), 0, Nil, catalogue)
    assert(refused(run(s"[$gaps]]")) == Seq("steps[0].fill_gaps: learns from data: fit it first"))
    assert(run(s"[$gaps, null]]").schema == nothing.schema)
    assert(run("""[["keep_first", {}, null]]""").schema == nothing.schema)
    val wrong = """[["fill_gaps", {"columns": ["names"], "strategy": "mean"}, null]]"""
    assert(refused(run(wrong)).head.startsWith("steps[0].fill_gaps: [DATATYPE_MISMATCH"))
  }

  test("which steps of a recipe learn, with and without constants") {
    def learning(steps: String) = Segment.learning(Json.read(steps), Catalogue.default)
    val fill = """["fill_missing", {"columns": ["a"]}"""
    val constant = """["fill_missing", {"columns": ["a"], "strategy": "constant", "value": "7"}]"""
    val own = """["steps.fill", {"anything": 1}]"""
    val join = """["join_lookup", {"table": "a DataFrame", "key": "a", "columns": {"b": "c"}}]"""
    assert(
      learning(s"""[$own, $fill], $constant, $join, $fill, "{}"]]""") == Seq(1 -> "fill_missing", 4 -> "fill_missing")
    )
    assert(
      refused(learning(s"""[$own, ["fill_missing", {"column": "a"}]]""")).head
        .startsWith("steps[1].fill_missing: unknown key 'column', did you mean 'columns'?")
    )
  }

  test("a step of Python is refused, whoever asks") {
    assert(
      refused(run("""[["keep_first", {}], ["steps.flag", {}]]""")) == Seq(
        "steps[3]: 'steps.flag' is a step in Python: run the recipe with Python's command `peleus`, not with peleus.Main"
      )
    )
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
