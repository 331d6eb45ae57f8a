package peleus.python

import java.nio.file.Files
import java.util.{List => JList, Map => JMap}

import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{DataFrame, Row}

import peleus.SparkSuite
import peleus.contract.ContractFile
import peleus.delivery.Digest
import peleus.transformations.sample.Samples.refused

class DoorSuite extends SparkSuite {
  private val own =
    """[{"name": "steps.flag", "family": "steps", "implementation": "steps:flag", "kind": "table", "doc": "Flags.",
      |  "since": "", "example": {}, "params": [
      |    {"name": "column", "type": "in", "doc": "column to read"},
      |    {"name": "country", "type": {"choice": {"FR": "France", "US": ""}}, "default": "US", "doc": "whose"},
      |    {"name": "extra", "type": {"optional": "table"}, "default": null, "doc": "more days"}]}]""".stripMargin

  private val schema = StructType.fromDDL("born date, name string").json

  private def births: DataFrame =
    spark.createDataFrame(JList.of(Row("31/12/1980"), Row("19990201"), Row("x")), StructType.fromDDL("birth string"))

  private def born(column: String): String =
    s"""["parse_date", {"column": "$column", "formats": ["dd/MM/yyyy"], "output": "born"}]"""

  private def recipe(steps: String, first: String = "0"): DataFrame =
    Door.recipe(births, steps, first, JList.of[DataFrame](), JMap.of[String, DataFrame]())

  test("check fills in the defaults, in the order of the declaration") {
    assert(
      Door.check("steps.flag", """{"country": "FR", "column": "BORN"}""", own, "0", schema) ==
        """{"column":"BORN","country":"FR","extra":null}"""
    )
    assert(
      Door.check("parse_date", """{"column": "x", "formats": []}""", "[]", "0", null).startsWith("""{"column":"x",""")
    )
  }

  test("check looks columns up only in a schema that is known") {
    assert(Door.check("steps.flag", """{"column": "bron"}""", own, "0", null).contains("bron"))
    assert(
      refused(Door.check("steps.flag", """{"column": "bron", "country": "UK"}""", own, "0", schema)) == Seq(
        "steps.flag.column: there is no column 'bron', did you mean 'born'? (allowed: born, name)",
        "steps.flag.country: 'UK' is not allowed, did you mean 'US'? (allowed: FR, US)"
      )
    )
  }

  test("check takes the position of a table that came along, and of no other") {
    def extra(tables: String) = Door.check("steps.flag", """{"column": "born", "extra": 1}""", own, tables, schema)
    assert(extra("2").endsWith(""""extra":1}"""))
    assert(refused(extra("1")) == Seq("steps.flag.extra: wants the name of a table, got the number 1"))
  }

  test("read gives names, parameters and places") {
    val text = "recipe: r\nsteps:\n- steps.flag: {column: born}\n"
    assert(
      Door.read(text, "r.yaml", own) ==
        """{"recipe":"r","steps":[["steps.flag",{"column":"born","country":"US","extra":null},"r.yaml:3:3"]]}"""
    )
    assert(refused(Door.read(text, "r.yaml", "[]")).head.startsWith("r.yaml:3:3: steps[0]: unknown transformation"))
  }

  test("dates tells those of the names that a pattern fits") {
    val names = """["flights_2013-06.csv", "flights_2013-13.csv", "weather_2013-06.csv", "flights_2013-06.csv", 7]"""
    assert(Door.dates("flights_{date:yyyy-MM}*.csv", names) == """{"flights_2013-06.csv":"2013-06"}""")
    assert(Door.dates("*.csv", """["a.csv", "b.txt"]""") == """{"a.csv":null}""")
  }

  test("land keeps the bytes of a file in the store's landing") {
    val (inbox, store) = (Files.createTempDirectory("inbox"), Files.createTempDirectory("store"))
    val file = Files.writeString(inbox.resolve("a.csv"), "id\n1\n")
    val landed = Door.land(spark, s"file://$file", store.toString)
    val sha256 = Digest.of("id\n1\n")
    assert(landed == s"""{"sha256":"$sha256","bytes":5}""")
    assert(Files.readString(store.resolve(s"landing/$sha256/a.csv")) == "id\n1\n")
    assert(refused(Door.land(spark, s"file://$file", "s3a://away")).head.startsWith("store: 's3a://away' is on s3a"))
  }

  test("write leaves defaults out") {
    val steps = s"""[["steps.flag", {"column": "born", "country": "US"}], ${born("birth")}]"""
    assert(
      Door.write("r", steps, own) ==
        "recipe: r\nsteps:\n- steps.flag: {column: born}\n" +
        "- parse_date:\n    column: birth\n    formats: [dd/MM/yyyy]\n    output: born\n"
    )
  }

  test("recipe runs its steps in order, each on the columns of the one before") {
    val keep = """["parse_date", {"column": "birth", "formats": ["dd/MM/yyyy"], "on_invalid": "keep"}]"""
    val again = """["parse_date", {"column": "birth_raw", "formats": ["yyyyMMdd"], "output": "second"}]"""
    val day = java.sql.Date.valueOf("1980-12-31")
    val other = java.sql.Date.valueOf("1999-02-01")
    assert(
      recipe(s"[$keep, $again]").collect().toSet ==
        Set(Row(day, null, null), Row(null, "19990201", other), Row(null, "x", null))
    )
    assert(recipe("[]").collect().toSeq == births.collect().toSeq)
  }

  test("a refusal carries the step's position in the whole recipe") {
    assert(
      refused(recipe(s"[${born("birth")}, ${born("brith")}]", first = "3")) == Seq(
        "steps[4].parse_date.column: there is no column 'brith', did you mean 'birth'? (allowed: birth, born)"
      )
    )
    assert(
      refused(recipe("""[["parse_dates", {}]]""")).head.startsWith("steps[0]: unknown transformation 'parse_dates'")
    )
  }

  test("what Spark's analysis finds is one line with the step's position too") {
    val found = refused(recipe(s"[${born("birth")}, ${born("born")}]"))
    assert(found.size == 1)
    assert(found.head.startsWith("steps[1].parse_date: "))
    assert(found.head.linesIterator.size == 1)
  }

  test("a contract becomes JSON, with the values of the files beside it") {
    val text = "contract: c\nversion: 1\ndelivery: {files: f.csv}\nfields: {code: {enum: codes.csv}}\n"
    val folder = Files.createTempDirectory("contract")
    Files.writeString(folder.resolve("codes.csv"), "code\nFR\nUS\n")
    val json = Door.contract(text, "c.yaml", folder.toString)
    assert(json.startsWith("""{"contract":"c","version":"1","delivery":{"files":"f.csv","encoding":["utf-8"],"""))
    assert(json.contains(""""enum":["FR","US"]"""))
    assert(Digest.of(json) == ContractFile.fingerprint(ContractFile.read(json, "c.json")))
    assert(
      refused(Door.contract(text, "c.yaml", "")) ==
        Seq("c.yaml:4:23: fields.code.enum: there is no file 'codes.csv' beside the contract")
    )
  }

  test("a model becomes JSON") {
    val text = "model: m\nlabel: {column: y, positive: 1}\nfeatures: {numeric: a}\ncandidates: {gbt: {}}\n" +
      "split: {strategy: hash, key: id, shares: {train: 0.7, test: 0.3}}\n"
    val json = Door.model(text, "m.yaml")
    assert(
      json.startsWith("""{"model":"m","description":null,"problem":"binary","label":{"column":"y","positive":"1"},""")
    )
    assert(json == Door.model(json, "m.json"))
    assert(
      refused(Door.model(text.replace("gbt", "gtb"), "m.yaml")).map(_.takeWhile(_ != ',')) ==
        Seq("m.yaml:4:14: candidates.gtb: there is no family 'gtb'")
    )
  }
}
