package peleus.transformations

import org.apache.spark.sql.types.StructType
import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Yaml}
import peleus.transformations.sample.Samples.{catalogue, refused}

class CheckerSuite extends AnyFunSuite {
  private def recipe(steps: String): Seq[String] =
    refused(Recipe.read(s"recipe: bad\nsteps:\n$steps", "bad.yaml", catalogue))

  private def check(name: String, params: String, checker: Checker = new Checker): String =
    Json.write(checker(catalogue(name), Json.read(params)))

  test("every mistake of a step is reported, with its place") {
    val step = """  - read_day:
                 |      colum: birth
                 |      formats: dd/MM/yyyy
                 |      output: 3
                 |      on_invalid: explode""".stripMargin
    assert(
      recipe(step) == Seq(
        "bad.yaml:4:7: steps[0].read_day: unknown key 'colum', did you mean 'column'? " +
          "(allowed: column, formats, languages, not_before, output, on_invalid)",
        "bad.yaml:4:7: steps[0].read_day: 'column' is missing: column to read",
        "bad.yaml:5:16: steps[0].read_day.formats: wants a list, got the text 'dd/MM/yyyy'",
        "bad.yaml:6:15: steps[0].read_day.output: wants a name for a column, got the number 3",
        "bad.yaml:7:19: steps[0].read_day.on_invalid: 'explode' is not allowed (allowed: set_null, keep, flag, fail)"
      )
    )
  }

  test("a value that its type refuses is reported with the reason") {
    assert(
      recipe("  - read_day: {column: birth, formats: [dd/MM/yyyy, qqqQQQbbb], on_invalid: null}") == Seq(
        "bad.yaml:3:53: steps[0].read_day.formats[1]: refuses the text 'qqqQQQbbb': Unknown pattern letter: b",
        "bad.yaml:3:77: steps[0].read_day.on_invalid: wants one of set_null, keep, flag, fail, got null"
      )
    )
    assert(
      recipe("  - read_day: {column: '', formats: [yyyy]}") ==
        Seq("bad.yaml:3:24: steps[0].read_day.column: refuses the text '': a column needs a name")
    )
  }

  test("what the constructor requires is reported with the step's place") {
    assert(
      recipe("  - read_day: {column: birth, formats: []}") ==
        Seq("bad.yaml:3:15: steps[0].read_day: formats must not be empty")
    )
  }

  test("an unknown name is reported with the nearest one") {
    val names = "add_lookup, fill_gaps, keep_first, keep_rows, read_day, rename_fields, round_amount"
    assert(
      recipe("  - read_da: {column: birth}") ==
        Seq(s"bad.yaml:3:5: steps[0]: unknown transformation 'read_da', did you mean 'read_day'? (allowed: $names)")
    )
    assert(
      recipe("  - steps.flag: {}") == Seq(
        "bad.yaml:3:5: steps[0]: 'steps.flag' is a step in Python: " +
          "run the recipe with Python's command `peleus`, not with peleus.Main"
      )
    )
  }

  test("mistakes inside lists and mappings are reported with their path") {
    val step = """  - add_lookup:
                 |      table: 3
                 |      key: k
                 |      columns: [a, b]
                 |      lookup:
                 |        small: "yes"
                 |        whre: x
                 |  - fill_gaps: {columns: [a, null, 2013-10-01, 7]}
                 |  - rename_fields: {names: {a: b, c: 1}}
                 |  - add_lookup: {table: t, key: k, columns: {}, lookup: null}""".stripMargin
    assert(
      recipe(step) == Seq(
        "bad.yaml:4:14: steps[0].add_lookup.table: wants the name of a table, got the number 3",
        "bad.yaml:6:16: steps[0].add_lookup.columns: wants a mapping, got a list",
        "bad.yaml:9:9: steps[0].add_lookup.lookup: unknown key 'whre', did you mean 'where'? (allowed: where, small)",
        "bad.yaml:8:16: steps[0].add_lookup.lookup.small: wants true or false, got the text 'yes'",
        "bad.yaml:10:30: steps[1].fill_gaps.columns[1]: wants a column name, got null",
        "bad.yaml:10:48: steps[1].fill_gaps.columns[3]: wants a column name, got the number 7",
        "bad.yaml:11:38: steps[2].rename_fields.names.c: wants a name for a column, got the number 1",
        "bad.yaml:12:57: steps[3].add_lookup.lookup: wants a mapping with where, small, got null"
      )
    )
  }

  test("numbers and dates outside their type are refused") {
    val step =
      "  - keep_rows: {where: x, at_least: 1.5, parts: 3000000000, share: 1e999, strict: no, days: {a: [2000-13-01]}}"
    assert(
      recipe(step) == Seq(
        "bad.yaml:3:37: steps[0].keep_rows.at_least: wants a whole number of 64 bits, got the number 1.5",
        "bad.yaml:3:49: steps[0].keep_rows.parts: wants a whole number of 32 bits, got the number 3000000000",
        "bad.yaml:3:68: steps[0].keep_rows.share: wants a number, got the number 1E+999",
        "bad.yaml:3:98: steps[0].keep_rows.days.a[0]: wants a date such as 2024-12-31, got the text '2000-13-01'",
        "bad.yaml:3:83: steps[0].keep_rows.strict: wants true or false, got the text 'no'"
      )
    )
    assert(
      recipe("  - round_amount: {column: a, step: a lot}") ==
        Seq("bad.yaml:3:37: steps[0].round_amount.step: wants a decimal number, got the text 'a lot'")
    )
  }

  test("a step has one name") {
    assert(
      recipe("  - rename_fields") == Seq("bad.yaml:3:5: steps[0].rename_fields: 'names' is missing: old name: new name")
    )
    assert(
      recipe("  - rename_fields:") == Seq(
        "bad.yaml:3:5: steps[0].rename_fields: 'names' is missing: old name: new name"
      )
    )
    assert(
      recipe("  - rename_fields: [a]") ==
        Seq("bad.yaml:3:20: steps[0].rename_fields: wants a mapping with names, got a list")
    )
    assert(
      recipe("  - read_day:\n    column: birth") == Seq(
        "bad.yaml:3:5: steps[0]: a step is one name, its parameters indented below it; got the keys read_day, column"
      )
    )
    assert(recipe("  - 3") == Seq("bad.yaml:3:5: steps[0]: a step is one name with its parameters, got the number 3"))
  }

  test("the file has its form") {
    def file(text: String) = refused(Recipe.read(text, "bad.yaml", catalogue))
    assert(file("- read_day") == Seq("bad.yaml:1:1: a recipe is a mapping, got a list"))
    assert(file("recipe: x") == Seq("bad.yaml:1:1: 'steps' is missing: a list of transformations"))
    assert(file("steps: {}") == Seq("bad.yaml:1:8: steps: wants a list, got a mapping"))
    assert(file("recipe: 3\nsteps: []") == Seq("bad.yaml:1:9: recipe: wants text, got the number 3"))
    assert(file("step: []") == Seq("bad.yaml:1:1: unknown key 'step', did you mean 'steps'? (allowed: recipe, steps)"))
    assert(
      file("steps:\n  - keep_first: {columns: [a], columns: [b]}") ==
        Seq("bad.yaml:2:32: the key 'columns' is given twice")
    )
  }

  test("defaults are filled in, in the order of the declaration") {
    assert(
      check("add_lookup", """{"columns": {}, "key": "k", "table": "t", "lookup": {"small": false}}""") ==
        """{"table":"t","key":"k","columns":{},"lookup":{"where":null,"small":false}}"""
    )
    assert(check("keep_first", "{}") == """{"columns":[]}""")
  }

  test("with a schema a column must be in it, whatever its case") {
    val checker = new Checker(schema = Some(StructType.fromDDL("birth string, `a.b` int")))
    val yaml = Yaml.read("{columns: [BIRTH, a.b, brith]}", "f.yaml")
    assert(
      refused(checker(catalogue("fill_gaps"), yaml)) == Seq(
        "f.yaml:1:24: fill_gaps.columns[2]: there is no column 'brith', did you mean 'birth'? (allowed: birth, a.b)"
      )
    )
  }

  test("a table may be the position of a DataFrame that came along") {
    val params = """{"table": 1, "key": "k", "columns": {}}"""
    assert(check("add_lookup", params, new Checker(tables = 2)).contains("\"table\":1"))
    assert(
      refused(check("add_lookup", params, new Checker(tables = 1))) ==
        Seq("add_lookup.table: wants the name of a table, got the number 1")
    )
  }
}
