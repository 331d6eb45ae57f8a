package peleus.thetis

import java.nio.charset.StandardCharsets.UTF_8

import scala.collection.immutable.VectorMap

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.contract._
import peleus.delivery.{Chunk, DeliveryFailed}
import peleus.document.Json
import peleus.transformations.Expr

/** The checker on texts that one can read, rule by rule and action by action. */
class RulesAndRoutesSuite extends AnyFunSuite {
  private val bare = Delivery("*.csv", missingValues = Seq("NA"))

  private def contract(delivery: Delivery, fields: (String, Field)*): Contract =
    Contract("c", "1", delivery, VectorMap.from(fields))

  private def run(contract: Contract, bytes: Array[Byte], decodable: Boolean = true): Seq[Map[String, Any]] = {
    val plan = Plan(contract)
    val width = contract.fields.size
    val layout = MemberLayout(0, "c.csv", "utf-8", contract.delivery.dialect.delimiter.head.head, width, 0 until width)
    val chunk = Chunk("c.csv", 0, bytes.length.toLong, 100, 2, 0, 0, 0, decodable)
    CheckedRows.of(new Checker(plan, layout).run(bytes, chunk), plan.schema)
  }

  private def rows(contract: Contract, text: String): Seq[Map[String, Any]] = run(contract, text.getBytes(UTF_8)).init

  /** Rules and codes of the reasons of a one-field record. */
  private def reasons(field: Field, cell: String): Seq[(String, String)] =
    rows(contract(bare, "x" -> field), s"$cell\n").head
      .get("_reasons")
      .toSeq
      .flatMap(_.asInstanceOf[Seq[Seq[String]]])
      .map(reason => reason(1) -> reason(2))

  private def on(kind: String, action: ActionName, value: Option[String] = None): Map[String, Action] =
    Map(kind -> Action(action, value))

  test("a clean record is typed, trimmed and has nothing to tell") {
    val fields = Seq("integer", "number", "decimal(6,2)", "boolean", "date", "string").zipWithIndex.map {
      case (of, i) =>
        s"f$i" -> Field(FieldType(of))
    }
    val row = rows(contract(bare, fields: _*), "-12, 1.5 ,\"1234.5\",oui,2024-02-29, \u00a0Zoé \r\n").head
    assert(
      row == Map[String, Any](
        "f0" -> -12L,
        "f1" -> 1.5,
        "f2" -> BigDecimal("1234.50"),
        "f3" -> true,
        "f4" -> java.time.LocalDate.of(2024, 2, 29).toEpochDay.toInt,
        "f5" -> "Zoé",
        "_file" -> 0,
        "_line" -> 2L,
        "_route" -> "clean"
      )
    )
  }

  test("each rule, at its edge") {
    val integer = Field(FieldType("integer"), minimum = Some("0.5"), maximum = Some("9"))
    assert(reasons(integer, "1").isEmpty && reasons(integer, "9").isEmpty)
    assert(
      reasons(integer, "0") == Seq("minimum" -> "minimum") && reasons(integer, "10") == Seq("maximum" -> "maximum")
    )
    val decimal = Field(FieldType("decimal(5,1)"), minimum = Some("-1.15"), maximum = Some("1.15"))
    assert(reasons(decimal, "-1.1").isEmpty && reasons(decimal, "1.1").isEmpty)
    assert(reasons(decimal, "-1.2") == Seq("minimum" -> "minimum"))
    assert(reasons(decimal, "1.2") == Seq("maximum" -> "maximum"))
    val number = Field(FieldType("number"), minimum = Some("0"), maximum = Some("100"))
    assert(reasons(number, "100.0").isEmpty && reasons(number, "100.01") == Seq("maximum" -> "maximum"))
    val date = Field(FieldType("date"), minimum = Some("2024-01-02"))
    assert(reasons(date, "2024-01-02").isEmpty && reasons(date, "2024-01-01") == Seq("minimum" -> "minimum"))
    val text = Field(minLength = Some(2), maxLength = Some(3))
    assert(Seq("éé", "𝒳日é").forall(reasons(text, _).isEmpty))
    assert(reasons(text, "𝒳") == Seq("min_length" -> "min_length"))
    assert(reasons(text, "日本語の") == Seq("max_length" -> "max_length"))
    assert(reasons(Field(pattern = Some("[0-9]{5}")), "7500 ") == Seq("pattern" -> "pattern"))
    assert(reasons(Field(pattern = Some("(?i)[a-z]+")), "ABC").isEmpty) // by java.util.regex
    assert(reasons(Field(`enum` = Seq("FR", "Saint-Étienne")), " Saint-Étienne ").isEmpty)
    assert(reasons(Field(`enum` = Seq("FR")), "fr") == Seq("enum" -> "enum"))
    assert(reasons(Field(required = true), "NA") == Seq("missing" -> "missing"))
    assert(reasons(Field(required = true, missingValues = Some(Nil)), "NA").isEmpty)
    assert(reasons(Field(minLength = Some(5)), "NA").isEmpty) // null passes
  }

  test("a cell that cannot be read fails with the reader's code, and nothing else") {
    assert(reasons(Field(FieldType("date"), `enum` = Seq("x")), "2023-02-29") == Seq("type" -> "impossible_day"))
    assert(reasons(Field(FieldType("decimal(3,1)"), maximum = Some("5")), "123.4") == Seq("type" -> "overflow"))
    assert(reasons(Field(FieldType("integer")), "x") == Seq("type" -> "no_number"))
    assert(reasons(Field(FieldType("boolean")), "peut-être") == Seq("type" -> "no_boolean"))
  }

  test("all failures of a record are told, with values and actions, whatever its route") {
    val made = contract(
      bare,
      "a" -> Field(minLength = Some(3), pattern = Some("[a-z]+"), onFail = on("pattern", ActionName.Fail)),
      "b" -> Field(FieldType("integer"), onFail = on("type", ActionName.SetNull))
    )
    val row = rows(made, "\n \nA1,x\n").head
    assert(
      row("_reasons") == Seq(
        Seq("a", "min_length", "min_length", "A1", "quarantine"),
        Seq("a", "pattern", "pattern", "A1", "fail"),
        Seq("b", "type", "no_number", "x", "set_null")
      )
    )
    assert(row("_route") == "rejects" && row("_record") == "A1,x" && !row.contains("_changes"))
    assert(Seq("_line", "_lines", "_offset", "_length").map(row) == Seq[Any](4L, 1, 103L, 4))
  }

  test("each action") {
    def one(action: ActionName, value: Option[String] = None) =
      rows(contract(bare, "x" -> Field(FieldType("integer"), onFail = on("type", action, value))), "bad\n").head
    assert(one(ActionName.Fail)("_route") == "rejects")
    assert(one(ActionName.Quarantine)("_route") == "rejects")
    assert(one(ActionName.Drop)("_route") == "dropped")
    val nulled = one(ActionName.SetNull)
    assert(nulled("_changes") == Seq(Seq("x", "type", "bad", null)) && nulled("_route") == "clean")
    val replaced = one(ActionName.Default, Some("-7"))
    assert(replaced("x") == -7L && replaced("_changes") == Seq(Seq("x", "type", "bad", "-7")))
    val flagged = one(ActionName.KeepFlag)
    assert(flagged("_flags") == Seq("x.type") && flagged("_route") == "clean" && !flagged.contains("_reasons"))
    assert(one(ActionName.Warn).keySet == Set("_file", "_line", "_route"))
  }

  test("of several changes of a cell the first rule decides, and each is told") {
    val field = Field(
      minLength = Some(3),
      pattern = Some("[a-z]+"),
      onFail = on("min_length", ActionName.Default, Some("née")) ++ on("pattern", ActionName.SetNull)
    )
    val row = rows(contract(bare, "x" -> field), "1\n").head
    assert(row("x") == "née")
    assert(row("_changes") == Seq(Seq("x", "min_length", "1", "née"), Seq("x", "pattern", "1", "née")))
  }

  test("nothing of a masked field gets out") {
    val secret = Field(FieldType("integer"), mask = true, onFail = on("type", ActionName.SetNull))
    val made = contract(bare, "open" -> Field(maxLength = Some(2)), "pin" -> secret)
    val Seq(short, long, wide) = rows(made, "ab,s3cret\nabc,s3cret\na,s3cret,x\n"): @unchecked
    assert(short("_changes") == Seq(Seq("pin", "type", null, null)))
    assert(long("_cells") == Seq("abc", null))
    assert(long("_reasons").asInstanceOf[Seq[Seq[String]]].map(_(3)) == Seq("abc", null))
    assert(Seq(short, long, wide).forall(row => !row.toString.contains("s3cret")))
    assert(wide("_length") == 10 && !wide.contains("_record") && !wide.contains("_cells"))
  }

  test("faults of whole records, in their order, and what they leave readable") {
    val made = contract(bare, "a" -> Field(), "b" -> Field(FieldType("integer"), required = true))
    val bad = 0xff.toByte
    val text =
      "x\n\"a\"b,1,2\nq,1\n".getBytes(UTF_8) ++ Array[Byte](bad, ',') ++ "1,2\n\"open,1\nlast,5".getBytes(UTF_8)
    val found = run(made, text, decodable = false).init
    val faults = found.map(_.get("_reasons").map(_.asInstanceOf[Seq[Seq[String]]].head))
    assert(
      faults.map(_.map(_(1))) == Seq(
        Some("width"),
        Some("stray_quote"),
        None,
        Some("undecodable"),
        Some("unclosed_quote"),
        None
      )
    )
    assert(faults.head.contains(Seq(null, "width", "width", null, "quarantine")))
    assert(found(3)("_raw") == Seq(bad, ',', '1', ',', '2') && !found(3).contains("_record"))
    assert(found(4)("_record") == "\"open,1" && found(5)("b") == 5L && found(5)("_line") == 7L)
  }

  test("a field that the member does not have is missing") {
    val plan =
      Plan(contract(bare, "a" -> Field(), "b" -> Field(onFail = on("missing", ActionName.Default, Some("none")))))
    val chunk = Chunk("c.csv", 0, 2, 0, 2, 0, 0, 0, decodable = true)
    val checker = new Checker(plan, MemberLayout(0, "c.csv", "utf-8", ';', 1, Seq(0, -1)))
    val row = CheckedRows.of(checker.run("x\n".getBytes(UTF_8), chunk), plan.schema).head
    assert(row("a") == "x" && row("b") == "none" && row("_changes") == Seq(Seq("b", "missing", "", "none")))
  }

  test("rules about rows have the text of clean records told as well") {
    val made = contract(bare, "a" -> Field()).copy(rules = Seq(Rule("r", expr = Some(Expr("a <> 'x'")))))
    val row = rows(made, "x\n").head
    assert(row("_route") == "clean" && row("_record") == "x" && row("_lines") == 1 && row("_offset") == 100L)
  }

  test("metrics of a chunk") {
    val made = contract(
      bare,
      "a" -> Field(required = true, onFail = on("missing", ActionName.Warn)),
      "b" -> Field(FieldType("integer"), minimum = Some("0"), `enum` = Seq("1"), onFail = on("enum", ActionName.Drop))
    )
    val text = "NA,1\n\nx,-1\nx,2\nx\n".getBytes(UTF_8)
    assert(
      Json.read(run(made, text).last("_metrics").toString) == Json.read(
        """{"file":0,"from":0,"bytes":17,"lines":5,"blank":1,"records":4,"clean":1,"rejects":2,"dropped":1,
          |"failures":{"a.missing":1,"b.minimum":1,"b.enum":2},"warned":{"a.missing":1},"records_failed":{"width":1},
          |"examples":{"a.missing":[{"line":2,"value":"NA"}],"b.minimum":[{"line":4,"value":"-1"}],
          |"b.enum":[{"line":4,"value":"-1"},{"line":5,"value":"2"}],"width":[{"line":6,"value":null}]},
          |"columns":{"a":{"missing":1,"invalid":0},"b":{"missing":0,"invalid":2}}}""".stripMargin
      )
    )
  }

  test("more than 64 rules have bits of their own") {
    val fields = (0 until 80).map(i => s"f$i" -> Field(minLength = Some(2), onFail = on("min_length", ActionName.Warn)))
    val last = "f80" -> Field(maxLength = Some(1))
    val made = contract(bare, (fields :+ last): _*)
    val Seq(clean, rejected) = rows(made, "a," * 80 + "b\n" + "aa," * 80 + "bb\n"): @unchecked
    assert(clean("_route") == "clean")
    assert(rejected("_reasons") == Seq(Seq("f80", "max_length", "max_length", "bb", "quarantine")))
  }

  test("records of very many cells") {
    val width = 70000
    val plan = Plan(contract(bare, "last" -> Field()))
    val text = (("x," * (width - 1) + "y\n") * 2 + "x," * width + "\n").getBytes(UTF_8)
    val chunk = Chunk("c.csv", 0, text.length.toLong, 0, 2, 0, 0, 0, decodable = true)
    val checker = new Checker(plan, MemberLayout(0, "c.csv", "utf-8", ',', width, Seq(width - 1)))
    val found = CheckedRows.of(checker.run(text, chunk), plan.schema).init
    assert(found.map(_.get("last")) == Seq(Some("y"), Some("y"), None))
    assert(found.map(_("_route")) == Seq("clean", "clean", "rejects"))
  }

  test("a record of more than 16 MiB fails the file") {
    val huge = Array.fill[Byte]((16 << 20) + 1)('a')
    val failed = intercept[DeliveryFailed](run(contract(bare, "a" -> Field()), huge))
    assert(failed.problems.map(p => p.file -> p.code) == Seq("c.csv" -> "too_large"))
    val large = Array.fill[Byte]((16 << 20) - 1)('a') :+ '\n'.toByte
    assert(run(contract(bare, "a" -> Field()), large).head("a").toString.length == (16 << 20) - 1)
  }

  test("what does not fit a field's type is refused") {
    def problem(field: Field) = intercept[Refused](Plan(contract(bare, "x" -> field))).getMessage
    assert(problem(Field(minimum = Some("a"))).contains("needs numbers or dates; the field is string"))
    assert(
      problem(Field(FieldType("integer"), minimum = Some("a"))) == "fields.x.minimum: the minimum 'a' is not a number"
    )
    assert(problem(Field(FieldType("date"), maximum = Some("31/12/2024"))).contains("is not a date such as"))
    assert(problem(Field(pattern = Some("["))).startsWith("fields.x.pattern: '[' is no regular expression"))
    val default = on("type", ActionName.Default, Some("none"))
    assert(
      problem(Field(FieldType("integer"), onFail = default)).contains("the default 'none' for type is not written")
    )
  }
}
