package peleus.transformations

import org.apache.spark.sql.types.StructType

import peleus.SparkSuite
import peleus.document.Json
import peleus.python.Door
import peleus.transformations.sample.Samples.refused

class MissingValuesSuite extends SparkSuite {
  private val constant = FillMissing(Seq("a"), FillStrategy.Constant, Some("7"))
  private def rows = spark.sql("SELECT * FROM VALUES (1), (NULL), (4) AS t(a)")
  private def none = java.util.List.of[org.apache.spark.sql.DataFrame]()

  test("a recipe with a constant is applied and checked without a fit") {
    val recipe = Recipe.of("r", Seq(constant))
    assert(recipe(rows).collect().map(_.getInt(0)).toSet == Set(1, 7, 4))
    assert(recipe.check(spark, StructType.fromDDL("a int")).map(_.simpleString) == Right("struct<a:int>"))
  }

  test("the dry run of a constant that does not fit the column names the step") {
    val found = Recipe.of("r", Seq(constant)).check(spark, StructType.fromDDL("a date"))
    assert(
      found.left.map(_.map(_.toString)) ==
        Left(Seq("steps[0].fill_missing.value: '7' is not exactly a DATE, the type of column 'a'"))
    )
  }

  test("the dry run of what learns gives the schema that comes out, and sees a type that has no mean") {
    val recipe = Recipe.of("r", Seq(FillMissing(Seq("a"), FillStrategy.Mean, flag = true)))
    assert(recipe.check(spark, rows.schema) == Right(rows.schema.add("a_was_missing", "boolean", nullable = false)))
    assert(
      recipe.check(spark, StructType.fromDDL("a string")).left.toOption.get.head.toString.contains("wants numbers")
    )
  }

  test("the door fits what learns, and applies a constant without") {
    val median = """{"columns": ["a"]}"""
    val fitted = Door.fit(rows, "fill_missing", median, none).toJSON.collect().toSeq
    assert(fitted == Seq("""{"a":3}"""))
    assert(
      Door.transform(rows, "fill_missing", median, fitted.head, none).collect().map(_.getInt(0)).toSet == Set(1, 3, 4)
    )
    val declared = """{"columns": ["a"], "strategy": "constant", "value": "7"}"""
    assert(Door.transform(rows, "fill_missing", declared, null, none).collect().map(_.getInt(0)).toSet == Set(1, 7, 4))
    assert(
      refused(Door.fit(rows, "fill_missing", declared, none)) == Seq("fill_missing: has nothing to learn from data")
    )
    assert(
      refused(Door.transform(rows, "fill_missing", median, null, none)) ==
        Seq("fill_missing: learns from data: fit it first")
    )
  }

  test("what was learned from no text or from a list is refused") {
    val median = FillMissing(Seq("a"))
    assert(
      refused(median(rows, Json.read("[1]"))) == Seq("fill_missing.fitted: wants a mapping of constants, got a list")
    )
    assert(
      refused(median(rows, Json.read("""{"a": [1]}"""))) ==
        Seq("fill_missing.fitted: a list is not exactly a INT, the type of column 'a'")
    )
  }

  test("fitting reads nothing before the constants are asked for") {
    val fitted = FillMissing(Seq("a")).fit(spark.sql("SELECT CAST(raise_error('read') AS INT) AS a"))
    assert(intercept[Exception](fitted.collect()).getMessage.contains("read"))
  }
}
