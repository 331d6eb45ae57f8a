package peleus.contract

import org.scalatest.funsuite.AnyFunSuite

import peleus.transformations.Expr

class ShorthandSuite extends AnyFunSuite {
  import ActionName._
  import Contracts._

  private def rules(entries: String): Seq[Rule] =
    read(text(fields = "{a: string, b: integer}", more = s"rules:\n$entries")).rules

  private def policy(keys: String): Policy = read(text(more = s"policy: {$keys}")).policy

  test("a field written as one word is its type") {
    assert(read(text(fields = "a: 'decimal(8, 1)'")).fields("a") == Field(FieldType("decimal(8,1)")))
  }

  test("one word stands for a list of one") {
    val delivery =
      read(text(delivery = "files: f, encoding: windows-1252, dialect: {delimiter: ;}, missing_values: NA"))
    assert(delivery.delivery.encoding == Seq("windows-1252"))
    assert(delivery.delivery.dialect.delimiter == Seq(";"))
    assert(delivery.delivery.missingValues == Seq("NA"))
    assert(field("type: date, formats: dd/MM/yyyy, labels: Jour").formats == Seq("dd/MM/yyyy"))
    assert(field("type: number, decimal_char: ',', group_char: .").groupChar == Seq("."))
    assert(field("enum: FR").`enum` == Seq("FR"))
  }

  test("numbers and booleans are text where text is wanted, exactly as they are written") {
    assert(field("type: number, minimum: 0.10, maximum: 1e3").minimum.contains("0.10"))
    assert(field("type: number, minimum: 0.10, maximum: 1e3").maximum.contains("1e3"))
    assert(field("type: date, minimum: 2013-01-01").minimum.contains("2013-01-01"))
    assert(field("enum: [1, 2.50, true, 007, no]").`enum` == Seq("1", "2.50", "true", "007", "no"))
    assert(field("missing_values: [999, -1.0]").missingValues.contains(Seq("999", "-1.0")))
    assert(field("type: boolean, true_values: 1, false_values: 0").trueValues == Seq("1"))
    assert(read(text().replace("1.0.0", "1.10")).version == "1.10")
    val default = field("type: 'decimal(4,2)', on_fail: {missing: {default: 0.00}}").onFail("missing")
    assert(default == Action(Default, Some("0.00")))
  }

  test("an empty text among the words for no value is left out: an empty cell is missing anyway") {
    assert(read(text(delivery = "files: f, missing_values: ['', NA]")).delivery.missingValues == Seq("NA"))
    assert(field("missing_values: ''").missingValues.contains(Nil))
    assert(field("required: true").missingValues.isEmpty)
  }

  test("one action stands for every kind of failure that the field can have and the action can treat") {
    assert(
      field("type: integer, minimum: 1, required: true, on_fail: keep_flag").onFail ==
        Map("missing" -> Action(KeepFlag), "minimum" -> Action(KeepFlag))
    )
    assert(
      field("type: integer, maximum: 1, on_fail: set_null").onFail ==
        Map("type" -> Action(SetNull), "maximum" -> Action(SetNull))
    )
    assert(
      field("min_length: 1, max_length: 2, pattern: a*, enum: a, on_fail: drop").onFail.keySet ==
        Set("min_length", "max_length", "pattern", "enum")
    )
  }

  test("the long forms of actions are read") {
    assert(
      field("type: integer, on_fail: {type: {action: default, value: 3}, missing: {default: 0}}").onFail ==
        Map("type" -> Action(Default, Some("3")), "missing" -> Action(Default, Some("0")))
    )
  }

  test("a tolerance that is said replaces the default wholly") {
    assert(policy("default: drop").tolerate == Tolerance(Some(5.0), None))
    assert(policy("tolerate: {rows: 5}").tolerate == Tolerance(None, Some(5)))
    assert(policy("tolerate: {percent: 2}").tolerate == Tolerance(Some(2.0), None))
  }

  test("rules about rows have a name of their own") {
    assert(
      rules("  - x: {expr: b > 0, on_fail: warn}\n  - y: b > 1") ==
        Seq(Rule("x", Some(Expr("b > 0")), onFail = Some(Action(Warn))), Rule("y", Some(Expr("b > 1"))))
    )
  }

  test("rules about the delivery are called after what they say, or by a name of their own") {
    assert(
      rules(
        """  - unique: [a, b]
          |  - one_a: {unique: a, on_fail: fail}
          |  - one_b: {unique: [b]}
          |  - row_count: {minimum: 1, on_fail: {action: warn}}
          |  - enough: {row_count: {maximum: 9}}
          |  - {name: unique_too, unique: [a]}
          |""".stripMargin
      ) == Seq(
        Rule("unique", unique = Seq("a", "b")),
        Rule("one_a", unique = Seq("a"), onFail = Some(Action(Fail))),
        Rule("one_b", unique = Seq("b")),
        Rule("row_count", rowCount = Some(Bounds(Some(1))), onFail = Some(Action(Warn))),
        Rule("enough", rowCount = Some(Bounds(None, Some(9)))),
        Rule("unique_too", unique = Seq("a"))
      )
    )
    assert(
      rules("  - unique: {fields: [a], on_fail: hold}") ==
        Seq(Rule("unique", unique = Seq("a"), onFail = Some(Action(Hold))))
    )
  }

  test("an expression may use functions, lambdas and columns in any case") {
    val expr = "length(A) > 1 and exists(array(1, 2), x -> x > b) and a rlike '^[A-Z]'"
    assert(rules(s"  - x: \"$expr\"").head.expr.contains(Expr(expr)))
  }
}
