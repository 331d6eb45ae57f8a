package peleus.thetis.run

import org.apache.spark.sql.DataFrame

import peleus.contract._
import peleus.transformations.Expr
import peleus.{Refused, SparkSuite}

class RowRulesSuite extends SparkSuite {

  private def rule(name: String, sql: String, action: Option[ActionName] = None): Rule =
    Rule(name, expr = Some(Expr(sql)), onFail = action.map(Action(_)))

  private def contract(rules: Rule*): Contract = Contract(
    "trips",
    "1.0.0",
    Delivery("trips.csv"),
    Map("a" -> Field(FieldType("integer")), "b" -> Field(FieldType("integer"))),
    rules = rules
  )

  /** Rows as the checker gives them: a, b, route. */
  private def rows(values: String): DataFrame = spark.sql(s"""
    SELECT a, b, route AS _route, CAST(NULL AS ARRAY<STRING>) AS _flags,
           IF(route = 'rejects', array(named_struct('column', 'a', 'rule', 'type', 'code', 'no_number', 'value', 'x',
             'action', 'quarantine')), NULL) AS _reasons
    FROM VALUES $values AS t(a, b, route)""")

  private def after(rules: Rule*)(values: String): Seq[(String, Option[Seq[String]], Option[Seq[String]])] =
    new RowRules(contract(rules: _*))(rows(values))
      .selectExpr("_route", "transform(_reasons, r -> r.rule || ' ' || r.action)", "_flags")
      .collect()
      .toSeq
      .map(row =>
        (row.getString(0), Option(row.getSeq[String](1)).map(_.toSeq), Option(row.getSeq[String](2)).map(_.toSeq))
      )

  test("a row that fails goes where its rule says, with every rule that it failed") {
    val small = rule("small", "a < 10")
    val odd = rule("odd", "b % 2 = 1", Some(ActionName.Drop))
    val low = rule("low", "b < 100", Some(ActionName.KeepFlag))
    val found = after(small, odd, low)("(1, 1, 'clean'), (11, 2, 'clean'), (1, 2, 'clean'), (1, 101, 'clean')")
    assert(found(0) == (("clean", None, None)))
    assert(found(1) == (("rejects", Some(Seq("small quarantine", "odd drop")), None)))
    assert(found(2) == (("dropped", Some(Seq("odd drop")), None)))
    assert(found(3)._1 == "clean")
    assert(found(3)._3.contains(Seq("low")))
  }

  test("null passes, and what cannot be computed fails") {
    val share = rule("share", "a / b > 1")
    val found = after(share)("(4, 2, 'clean'), (CAST(NULL AS INT), 2, 'clean'), (4, 0, 'clean')")
    assert(found.map(_._1) == Seq("clean", "clean", "rejects"))
  }

  test("rows that are not clean are left as they are") {
    val found = after(rule("never", "false"))("(1, 1, 'rejects'), (NULL, NULL, 'metrics')")
    assert(found.map(_._1) == Seq("rejects", "metrics"))
    assert(found(0)._2.contains(Seq("type quarantine")))
    assert(found(1)._2.isEmpty)
  }

  test("the bits tell which rules failed, those that only warn among them") {
    val rules = contract(rule("never", "false", Some(ActionName.Warn)), rule("always", "true"))
    val found =
      new RowRules(rules)(rows("(1, 1, 'clean'), (1, 1, 'rejects')")).select("_route", "_failed_rules").collect()
    assert(found.map(_.getString(0)).toSeq == Seq("clean", "rejects"))
    assert(found(0).getLong(1) == 1L)
    assert(found(1).isNullAt(1))
  }

  test("without row rules nothing is added") {
    val frame = rows("(1, 1, 'clean')")
    assert(new RowRules(contract())(frame).columns.toSeq == frame.columns.toSeq)
  }

  test("a rule that is no condition over the fields is refused") {
    def refusal(sql: String): String = intercept[Refused](after(rule("r", sql))("(1, 1, 'clean')")).getMessage
    assert(refusal("a + 1") == "rules.r.expr: 'a + 1' wants to be a condition, and is INT")
    assert(refusal("c > 1").startsWith("rules.r.expr: 'c > 1' is not understood: [UNRESOLVED_COLUMN"))
    assert(refusal("_route = 'clean'").contains("is not understood: [UNRESOLVED_COLUMN"))
    assert(refusal("max(a) > 0").contains("aggregates many rows"))
    assert(refusal("rand() < 0.5").contains("uses rand, which may give another value at the next run"))
    assert(refusal("current_date() > DATE'2024-01-01'").contains("uses current_date"))
  }

  test("a session that reads SQL in another way is refused") {
    spark.conf.set("spark.sql.ansi.enabled", "false")
    try {
      val message = intercept[Refused](after(rule("r", "a > b"))("(1, 1, 'clean')")).getMessage
      assert(message == "the session has spark.sql.ansi.enabled=false; rules about rows want true")
    } finally spark.conf.unset("spark.sql.ansi.enabled")
  }

  test("there is a bit for each of 64 rules, and none for more") {
    def many(n: Int) = (0 until n).map(i => rule(s"r$i", if (i == n - 1) "a < 0" else "true"))
    assert(after(many(64): _*)("(1, 1, 'clean')").head == (("rejects", Some(Seq("r63 quarantine")), None)))
    assert(
      intercept[Refused](
        after(many(65): _*)("(1, 1, 'clean')")
      ).getMessage == "rules: holds 65 rules about rows; allowed are 64"
    )
  }
}
