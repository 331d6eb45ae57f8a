package peleus.learning

import java.nio.file.{Files, Path}
import java.time.LocalDate

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.document.{Json, Yaml}
import peleus.transformations.In

class ModelFileSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  import Models._

  private val october = LocalDate.of(2013, 10, 1)

  private val model = Model(
    model = "delayed",
    label = Label(In("delayed"), Some("true")),
    scoringMoment = Some(In("scoring_moment")),
    recipe = Some("recipes/features.yaml"),
    features = Features(Seq(In("plane_age"), In("distance")), Seq(In("carrier"))),
    split = Split(
      Strategy.Time,
      column = Some(In("flight_date")),
      train = Some(Period(before = Some(october))),
      test = Some(Period(from = Some(october))),
      key = Seq(In("flight_date")),
      folds = Some(5)
    ),
    candidates = Map(
      "logistic_regression" -> Map("reg_param" -> Seq(0.1, 0.001)),
      "random_forest" -> Map("num_trees" -> Seq(50.0)),
      "gbt" -> Map("max_depth" -> Seq(4.0), "max_iter" -> Seq(20.0))
    ),
    search = Search(metric = Some(Metric.LogLoss), rule = Rule.OneStandardError),
    threshold = Some(Threshold(Cost(1, 8)))
  )

  test("a model in its short writings is read")(assert(read(delayed) == model))

  test("the long form says every key, in the order of the declaration, and whole numbers without a point") {
    assert(
      ModelFile.json(read(delayed)) ==
        """{"model":"delayed","description":null,"problem":"binary",""" +
        """"label":{"column":"delayed","positive":"true"},"scoring_moment":"scoring_moment",""" +
        """"recipe":"recipes/features.yaml",""" +
        """"features":{"numeric":["plane_age","distance"],"categorical":["carrier"]},""" +
        """"split":{"strategy":"time","column":"flight_date","train":{"from":null,"before":"2013-10-01"},""" +
        """"validation":null,"test":{"from":"2013-10-01","before":null},"shares":null,"key":["flight_date"],""" +
        """"salt":"","folds":5},"candidates":{"logistic_regression":{"reg_param":[0.1,0.001]},""" +
        """"random_forest":{"num_trees":[50]},"gbt":{"max_depth":[4],"max_iter":[20]}},""" +
        """"search":{"method":"grid","metric":"log_loss","rule":"one_standard_error"},""" +
        """"threshold":{"cost":{"fp":1.0,"fn":8.0}},"mistakes":20,"seed":0}"""
    )
  }

  test("what a regression leaves out is filled in by its own defaults") {
    val long = ModelFile.json(
      read(
        text("label" -> "{column: y}", "problem" -> "regression", "candidates" -> "{linear_regression: {}, gbt: {}}")
      )
    )
    assert(long.contains(""""label":{"column":"y","positive":null},"scoring_moment":null,"recipe":null"""))
    assert(
      long.contains(
        """"shares":{"train":0.7,"validation":null,"test":0.3},"key":["id"],"salt":"","folds":3},""" +
          """"candidates":{"linear_regression":{},"gbt":{"max_iter":[20]}},""" +
          """"search":{"method":"grid","metric":"rmse","rule":"best"},"threshold":null,"mistakes":20,"seed":0}"""
      )
    )
  }

  test("without a threshold both mistakes cost the same, without a metric it is the area under precision and recall") {
    val plain = read(text())
    assert(plain.threshold.contains(Threshold(Cost(1, 1))))
    assert(plain.search == Search(Method.Grid, Some(Metric.AreaUnderPr), Rule.Best))
  }

  test("where there is a validation set there are no folds") {
    val period =
      read(text("split" -> """{strategy: time, column: d, train: "< 2013-01-01", validation:
                             | ">= 2013-01-01 < 2013-02-01", test: "< 2013-03-01 >=2013-02-01"}""".stripMargin))
    assert(period.split.folds.isEmpty)
    assert(period.split.validation.contains(Period(Some(LocalDate.of(2013, 1, 1)), Some(LocalDate.of(2013, 2, 1)))))
    assert(period.split.test.contains(Period(Some(LocalDate.of(2013, 2, 1)), Some(LocalDate.of(2013, 3, 1)))))
    val share = read(text("split" -> "{strategy: hash, key: id, shares: {train: 0.7, validation: 0.2, test: 0.1}}"))
    assert(share.split.folds.isEmpty)
    assert(share.split.shares.contains(Shares(0.7, Some(0.2), 0.1)))
  }

  test("a key that is given takes the place of the column") {
    val split = """{strategy: time, column: d, train: {before: 2013-01-01}, test: {from: 2013-01-01}, key: [a, b]}"""
    assert(read(text("split" -> split)).split.key == Seq(In("a"), In("b")))
  }

  test("numbers and booleans are text where text is wanted, exactly as they are written") {
    assert(read(text("label" -> "{column: y, positive: 1.0}")).label.positive.contains("1.0"))
    assert(read(text("label" -> "{column: y, positive: yes}")).label.positive.contains("yes"))
  }

  test("candidates, their settings and the values to try keep the order of the file") {
    def shuffled[A](all: Seq[A]): Gen[Seq[A]] =
      Gen.listOfN(all.size, Gen.long).map(keys => all.zip(keys).sortBy(_._2).map(_._1))
    val orders = for {
      families <- shuffled(Families.of(ProblemType.Regression))
      settings <- Gen.sequence[List[Seq[String]], Seq[String]](families.map(f => shuffled(f.settings.map(_.name))))
      value <- Gen.oneOf("1", "[1]")
    } yield (families.map(_.name).zip(settings), value)
    forAll(orders) { case (families, value) =>
      val written = families.map { case (name, settings) =>
        s"$name: {${settings.map(setting => s"$setting: $value").mkString(", ")}}"
      }
      val candidates = s"{${written.mkString(", ")}}"
      val regression = text("label" -> "{column: y}", "problem" -> "regression", "candidates" -> candidates)
      val once = read(regression)
      Seq(once, read(ModelFile.json(once))).foreach { read =>
        assert(read.candidates.toSeq.map { case (name, settings) => name -> settings.keys.toSeq } == families)
      }
    }
    val values = "{logistic_regression: {reg_param: [0.5, 0.1, 3, 0.001, 2, 1e-7]}}"
    val again = read(ModelFile.json(read(text("candidates" -> values))))
    assert(again.candidates("logistic_regression")("reg_param") == Seq(0.5, 0.1, 3.0, 0.001, 2.0, 1e-7))
  }

  test("the long form reads back as it was, and is its own long form") {
    val hash =
      text("split" -> "{strategy: hash, key: [a, b], salt: 7, shares: {train: 0.5, test: 0.25}}", "seed" -> "42")
    val number = text("label" -> "{column: y}", "problem" -> "regression", "mistakes" -> "0", "description" -> "Why")
    Seq(delayed, text(), hash, number).map(read).foreach { model =>
      val long = ModelFile.normalise(model)
      Seq(Yaml.write(long), Json.write(long), Json.pretty(long)).foreach { text =>
        assert(read(text) == model)
        assert(ModelFile.normalise(read(text)) == long)
      }
    }
  }

  test("every family has its settings, and each value that its range ends with is read") {
    Families.all.foreach { family =>
      val tried = family.settings.map { setting =>
        val low = if (setting.values.above) "1e-3" else Interval.shown(setting.values.least)
        s"${setting.name}: [${(low +: setting.values.most.map(Interval.shown).toSeq).mkString(", ")}]"
      }
      val regression = !family.problems.contains(ProblemType.Binary)
      val problem = if (regression) Seq("problem" -> "regression", "label" -> "{column: y}") else Nil
      val model = read(text(problem :+ "candidates" -> s"{${family.name}: {${tried.mkString(", ")}}}": _*))
      assert(model.candidates(family.name).keys.toSeq == family.settings.map(_.name))
    }
  }

  test("problems of all parts are told at once, in the order of the file") {
    val wrong =
      """model: My model
        |label: {colum: y}
        |features: {numeric: [y, Y]}
        |split: {strategy: time, column: d, train: "< 2013-10-01", test: "=> 2013-10-01"}
        |candidates: {gbt: {max_depth: x}, lasso: {}}
        |threshold: {cost: {fp: 0, fn: 1}}
        |drift: {}
        |""".stripMargin
    assert(
      refused(wrong).map(_.takeWhile(_ != '(')) == Seq(
        "1:8: model: 'My model' is no name: small letters, digits and _ are allowed, a letter first",
        "2:8: label: 'column' is missing: name of the column",
        "2:9: label: unknown key 'colum', did you mean 'column'? ",
        "3:25: features.numeric[1]: 'Y' is a feature already",
        "4:65: split.test: '=> 2013-10-01' is no period: write >= and its first day, < and the day after its last, " +
          "or both, such as '>= 2013-08-01 < 2013-10-01'",
        "5:31: candidates.gbt.max_depth[0]: wants a number, got the text 'x'",
        "5:35: candidates.lasso: there is no family 'lasso' ",
        "6:24: threshold.cost.fp: 0 is not allowed: wants a number above 0",
        "7:1: unknown key 'drift' "
      )
    )
  }

  test("a file that is no mapping is refused, and what is missing is named") {
    assert(refused("- a").map(_.take(33)) == Seq("1:1: wants a mapping with model, "))
    assert(
      refused("{}") == Seq(
        "1:1: 'model' is missing: name of the model; its folder in the registry is called after it",
        "1:1: 'label' is missing: the column that is predicted",
        "1:1: 'features' is missing: the columns that the model sees",
        "1:1: 'split' is missing: which rows are trained on and which are kept for measuring",
        "1:1: 'candidates' is missing: families of models with the values to try of each setting, from simple to complex"
      )
    )
  }

  test("the example of the reference page is a model") {
    val page = Files.readString(Path.of("docs/model.md").toAbsolutePath)
    val examples = page.split("```").toSeq.collect { case code if code.startsWith("yaml\n") => code.drop(5) }
    assert(
      examples.map(read(_).candidates.keys.toSeq) == Seq(Seq("logistic_regression", "random_forest", "gbt"))
    )
  }
}
