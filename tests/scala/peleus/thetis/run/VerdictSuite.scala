package peleus.thetis.run

import java.nio.file.Files

import org.apache.hadoop.fs.Path

import peleus.contract._
import peleus.thetis.CheckedRow
import peleus.transformations.Expr
import peleus.{SparkSuite, storage}

class VerdictSuite extends SparkSuite {
  private val fields = Map(
    "a" -> Field(FieldType("integer"), required = true, onFail = Map("missing" -> Action(ActionName.Fail)))
  )

  private def contract(policy: Policy = Policy(), rules: Seq[Rule] = Nil): Contract =
    Contract("trips", "1.0.0", Delivery("trips.csv"), fields, policy = policy, rules = rules)

  private def written(clean: Int, rejects: Int, dropped: Int, recounts: (RuleName, Recount)*): Written = {
    val folder = Files.createTempDirectory("verdict").toString
    Seq("clean" -> clean, "rejects" -> rejects, "dropped" -> dropped).foreach { case (route, n) =>
      spark.range(n.toLong).coalesce(1).write.parquet(s"$folder/$route")
    }
    val footers = CheckedRow.AllRoutes.map { route =>
      route -> storage.Footers.of(new Path(folder, route), spark.sparkContext.hadoopConfiguration)
    }
    Written(footers.toMap, Metrics.read(Nil), recounts.toMap, 0, None)
  }

  test("few rejects are tolerated") {
    assert(Verdict.of(contract(), written(95, 5, 0), Nil) == ((Verdict.Staged, Nil)))
  }

  test("more than is tolerated holds the delivery, or fails it") {
    val (held, why) = Verdict.of(contract(), written(94, 5, 1), Nil)
    assert(held == Verdict.Held)
    assert(why == Seq("6 of 100 records rejected or dropped (6.00 %); tolerated are 5.0 %"))
    val strict = Policy(tolerate = Tolerance(None, Some(2)), beyond = Beyond.Fail)
    val (failed, because) = Verdict.of(contract(strict), written(97, 3, 0), Nil)
    assert(failed == Verdict.Failed)
    assert(because == Seq("3 of 100 records rejected or dropped (3.00 %); tolerated are 2 records"))
    assert(Verdict.of(contract(strict), written(98, 2, 0), Nil)._1 == Verdict.Staged)
  }

  test("one failure of a rule that allows none fails the delivery") {
    val one = RuleName(Some("a"), "missing") -> Recount(1, 7, 7)
    val (verdict, why) = Verdict.of(contract(), written(100, 1, 0, one), Nil)
    assert(verdict == Verdict.Failed)
    assert(why == Seq("1 failure of a.missing, which allows none; the first at line 7"))
    val row = Rule("flew", expr = Some(Expr("a > 0")), onFail = Some(Action(ActionName.Fail)))
    val two = RuleName(None, "flew") -> Recount(2, 3, 9)
    assert(Verdict.of(contract(rules = Seq(row)), written(100, 1, 0, two), Nil)._1 == Verdict.Failed)
  }

  test("rules about the whole delivery hold it, fail it or warn") {
    def verdict(action: Option[ActionName], bounds: Bounds = Bounds(minimum = Some(200))) = {
      val rule = Rule("row_count", rowCount = Some(bounds), onFail = action.map(Action(_)))
      val found = DatasetRules(contract(rules = Seq(rule)), 100, fail("the rows were read"))
      Verdict.of(contract(rules = Seq(rule)), written(100, 0, 0), found)
    }
    assert(verdict(None) == ((Verdict.Held, Seq("row_count: 100 clean rows, wanted are at least 200"))))
    assert(verdict(Some(ActionName.Fail))._1 == Verdict.Failed)
    assert(verdict(Some(ActionName.Warn)) == ((Verdict.Staged, Nil)))
    val many = Bounds(minimum = Some(20), maximum = Some(99))
    val says = "row_count: 100 clean rows, wanted are at least 20 and at most 99"
    assert(verdict(None, many) == ((Verdict.Held, Seq(says))))
    assert(verdict(None, many.copy(maximum = Some(100)))._1 == Verdict.Staged)
  }

  test("rows that repeat each other are counted without nulls") {
    val rule = Rule("unique", unique = Seq("a", "b"))
    def found(values: String) = {
      val rows = spark.sql(s"SELECT a, b, CAST(line AS BIGINT) AS _line FROM VALUES $values AS t(a, b, line)")
      DatasetRules(contract(rules = Seq(rule)), rows.count(), rows).head
    }
    val twice = found(
      "(1, 'x', 2), (1, 'x', 3), (1, 'y', 4), (2, 'z', 9), (2, 'z', 5), (2, 'z', 6), (NULL, 'x', 7), (NULL, 'x', 8)"
    )
    assert(twice.failures == 3)
    assert(twice.says == "3 clean rows with a value of a, b that another row has; 2 such values, the first at line 2")
    assert(found("(1, 'x', 2), (1, 'y', 3)").holds)
  }
}
