package peleus.transformations

import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{DataFrame, Row}

import peleus.document.{Json, Yaml}
import peleus.transformations.sample.Samples.{catalogue, descriptors, refused}
import peleus.transformations.sample._
import peleus.{Problem, SparkSuite}

class RecipeSuite extends SparkSuite {
  private val text =
    """recipe: flights
      |steps:
      |  - round_amount: {column: amount, output: rounded}
      |  - rename_fields: {names: {nm: name}}
      |  - add_lookup: {table: recipe_city, key: city_id, columns: {label: city}, lookup: {where: "city_id > 0", small: false}}
      |  - keep_first
      |""".stripMargin

  private def read(text: String): Recipe = Recipe.read(text, "r.yaml", catalogue)

  private def steps(lines: String*): Recipe = read(lines.map("  - " + _).mkString("steps:\n", "\n", "\n"))

  private def frame(ddl: String, rows: Row*): DataFrame =
    spark.createDataFrame(java.util.Arrays.asList(rows: _*), StructType.fromDDL(ddl))

  private def flights: DataFrame = {
    frame("city_id int, label string", Row(1, "Lyon"), Row(-1, "nowhere")).createOrReplaceTempView("recipe_city")
    frame("amount double, nm string, city_id int", Row(1.234, "Ann", 1), Row(1.234, "Ann", 1), Row(2.349, "Bob", -1))
  }

  private def wrong(recipe: Recipe, ddl: String): Seq[String] =
    recipe.check(spark, StructType.fromDDL(ddl)).left.getOrElse(Nil).map(_.toString)

  test("a recipe is read, written and read again") {
    val recipe = read(text)
    assert(recipe.name == "flights")
    assert(
      recipe.steps.map(_.transformation) == Seq(
        RoundAmount("amount", output = "rounded"),
        RenameFields(Map("nm" -> "name")),
        AddLookup("recipe_city", "city_id", Map("label" -> "city"), Lookup(Some("city_id > 0"), small = false)),
        KeepFirst()
      )
    )
    assert(Recipe.read(recipe.write, "again", catalogue) == recipe)
    assert(recipe.write.endsWith("\n- keep_first\n"))
    assert(Recipe.of("flights", recipe.steps.map(_.transformation), catalogue) == recipe)
    assert(recipe.toString.startsWith("Recipe(flights: RoundAmount(In(amount),"))
  }

  test("a recipe without a name is called like its file") {
    assert(read("steps: []").name == "r.yaml")
  }

  test("the steps are applied in order") {
    val rows = read(text)(flights).collect().toSet
    assert(rows == Set(Row(1, 1.234, "Ann", 1.23, "Lyon"), Row(-1, 2.349, "Bob", 2.35, null)))
  }

  test("the dry run gives the schema that comes out") {
    val df = flights
    assert(read(text).check(spark, df.schema) == Right(read(text)(df).schema))
    assert(Recipe.of("x", read(text).steps.map(_.transformation), catalogue).check(spark, df.schema).isRight)
  }

  test("the dry run of a step that learns fits and applies it over no rows") {
    val schema = StructType.fromDDL("age int, name string")
    assert(steps("fill_gaps: {columns: [age]}").check(spark, schema) == Right(schema))
    assert(
      wrong(steps("fill_gaps: {columns: [aeg]}"), "age int") ==
        Seq("r.yaml:2:27: steps[0].fill_gaps.columns[0]: there is no column 'aeg', did you mean 'age'? (allowed: age)")
    )
  }

  test("a missing column is reported with its line and column, in the step that misses it") {
    flights
    assert(
      wrong(read(text), "amuont double, nm string, city_id int") == Seq(
        "r.yaml:3:28: steps[0].round_amount.column: there is no column 'amount', did you mean 'amuont'? " +
          "(allowed: amuont, nm, city_id)"
      )
    )
    assert(
      wrong(read(text), "amount double, nm string, city int").head
        .startsWith("r.yaml:5:43: steps[2].add_lookup.key: there is no column 'city_id'")
    )
  }

  test("what only Spark can tell is reported with the step's place") {
    assert(
      wrong(steps("add_lookup: {table: recipe_nowhere, key: a, columns: {}}"), "a int").head
        .startsWith("r.yaml:2:17: steps[0].add_lookup: [TABLE_OR_VIEW_NOT_FOUND]")
    )
    assert(
      wrong(steps("keep_rows: {where: \"a >\"}"), "a int").head
        .startsWith("r.yaml:2:16: steps[0].keep_rows: [PARSE_SYNTAX_ERROR]")
    )
    flights
    assert(
      wrong(steps("add_lookup: {table: recipe_city, key: city_id, columns: {lable: x}}"), "city_id int").head
        .contains("lable")
    )
  }

  test("a column whose name has a dot is a top-level column") {
    val df = frame("`a.b` double, a struct<b: double>", Row(1.26, Row(9.0)))
    assert(steps("round_amount: {column: a.b, step: 0.1}")(df).collect().toSeq == Seq(Row(1.3, Row(9.0))))
  }

  test("a fitted transformation fills gaps with its constants") {
    val df = frame("age double", Row(1.0), Row(3.0), Row(null))
    val gaps = FillGaps(Seq("age"), Middle.Mean)
    val fitted = Json.read(gaps.fit(df).toJSON.head())
    assert(gaps(df, fitted).collect().map(_.getDouble(0)).toSeq == Seq(1.0, 3.0, 2.0))
    assert(refused(Recipe.of("x", Seq(gaps), catalogue)(df)) == Seq("fill_gaps: learns from data: fit it first"))
  }

  test("a recipe with a DataFrame runs and is checked, but not written") {
    val df = flights
    val recipe =
      Recipe.of("x", Seq(AddLookup(spark.table("recipe_city"), "city_id", Map("label" -> "city"))), catalogue)
    assert(recipe(df).columns.last == "city")
    assert(recipe.check(spark, df.schema).map(_.names.last) == Right("city"))
    assert(refused(recipe.write) == Seq("a DataFrame cannot be saved: give the name of a table"))
  }

  private val own = descriptors.head.copy(
    name = "steps.flag",
    params = Seq(Param("country", Type.Choice("", Seq(Type.Value("FR", ""), Type.Value("US", ""))), None, "whose"))
  )

  test("normalised, a recipe with Python's own steps has names, parameters and places") {
    val text = "recipe: x\nsteps:\n  - steps.flag: {country: FR}\n  - keep_first\n"
    assert(
      Json.write(Recipe.normalise(text, "r.yaml", Seq(own), catalogue)) ==
        """{"recipe":"x","steps":[["steps.flag",{"country":"FR"},"r.yaml:3:5"],["keep_first",{"columns":[]},"r.yaml:4:5"]]}"""
    )
    val bad = "steps:\n  - steps.flag: {country: UK}\n  - steps.flog: {}\n"
    val problems = refused(Recipe.normalise(bad, "r.yaml", Seq(own), catalogue))
    assert(
      problems.head == "r.yaml:2:27: steps[0].steps.flag.country: 'UK' is not allowed, did you mean 'US'? (allowed: FR, US)"
    )
    assert(
      problems(1).startsWith("r.yaml:3:5: steps[1]: unknown transformation 'steps.flog', did you mean 'steps.flag'?")
    )
  }

  test("from Python a recipe is written without defaults") {
    val steps = Json.read("""[["steps.flag", {"country": "FR"}], ["keep_first", {"columns": []}],
                            | ["round_amount", {"column": "no", "step": "0.01", "output": null}]]""".stripMargin)
    val written = Recipe.write("x", steps, Seq(own), catalogue)
    assert(written == "recipe: x\nsteps:\n- steps.flag: {country: FR}\n- keep_first\n- round_amount: {column: 'no'}\n")
    assert(Yaml.read(written, "r.yaml") == Yaml.read(written.replace("'no'", "no"), "r.yaml"))
    assert(
      refused(Recipe.write("x", Json.read("""[["keep_first", {"column": 1}]]"""), Nil, catalogue)) ==
        Seq("steps[0].keep_first: unknown key 'column', did you mean 'columns'? (allowed: columns)")
    )
    assert(
      refused(Recipe.write("x", Json.read("""["keep_first"]"""), Nil, catalogue)).head.startsWith("steps: wants a name")
    )
  }

  test("a refusal carries its condition to Spark, and its problems in its message") {
    val refusal = peleus.Refused(Seq(Problem(None, "a", "b"), Problem(None, "", "c")))
    assert(refusal.getCondition == "PELEUS_REFUSED")
    assert(refusal.getMessage == "a: b\nc")
  }
}
