package peleus.generate

import peleus.learning.{Families, Family}
import peleus.transformations.{Descriptor, Names}

/** The reference page of models. */
object ModelPage {

  def apply(model: Descriptor): String =
    (FilePage("Models", s"${model.doc}\n\n$guide", model) +: families).mkString("\n")

  private val guide =
    """```yaml
      |model: delayed
      |label: {column: delayed, positive: true}
      |scoring_moment: scoring_moment
      |features: {numeric: [plane_age, flights_before_7d, distance], categorical: [carrier, origin, dest, hour]}
      |split: {strategy: time, column: flight_date, train: "< 2013-10-01", test: ">= 2013-10-01", folds: 3}
      |candidates: {logistic_regression: {reg_param: [0.1, 0.001]}, random_forest: {}, gbt: {max_depth: [4, 6]}}
      |search: {method: grid, metric: area_under_pr, rule: one_standard_error}
      |threshold: {cost: {fp: 1, fn: 8}}
      |```
      |
      |Everything that is wrong is told at once when the file is read, with file, line and column; editors complete and
      |check it by the JSON Schema inside the Python package, `peleus/schemas/model.schema.json`. The tables below are the
      |long form. One value may stand for a list of one, a setting may be one number (`reg_param: 0.1`), and a family
      |without settings to try is `gbt: {}`.
      |
      |## Which rows are trained on
      |
      |With `strategy: time`, rows are divided by the days of a column: what is learned from one period is measured on
      |another, as it will be in production. A period is written with `>=` and its first day, `<` and the day after its
      |last, or both: `">= 2013-08-01 < 2013-10-01"`, or `{from: 2013-08-01, before: 2013-10-01}`; what begins with `>`
      |wants quotes in YAML. Periods do not overlap; rows of no period are left out.
      |
      |With `strategy: hash`, rows are divided by a hash of `salt` and `key` into `shares`, as in
      |`{strategy: hash, key: customer, shares: {train: 0.7, test: 0.3}}`. A row stays in its part whatever other rows come
      |and go, and rows with equal keys stay together. Another `salt` divides anew.
      |
      |Settings are compared on training rows alone: by `folds`, into which a hash of `salt` and `key` divides them, or on
      |a `validation` period or share; one of the two. With `strategy: time` the key is the column itself where no other is
      |given, so that a whole day is in one fold. The test rows are opened once, for what was selected.
      |
      |## Which candidate is taken
      |
      |Every combination of the values of a family's settings is a candidate, in the order of the file: write them from
      |simple to complex. One candidate of each family is chosen, and then, by the same rule, one of these. `rule: best`
      |takes the one with the best mean of the metric over the folds. `rule: one_standard_error` takes the first one whose
      |mean is within one standard error of the best (the standard deviation over the folds, divided by the root of their
      |number): what is more complex has to be better by more than chance. It wants folds, and is refused with
      |`validation`.
      |
      |The threshold is then put where false positives and false negatives cost least, on predictions for training rows
      |that the model had not seen.
      |""".stripMargin

  private def families: Seq[String] = {
    val head =
      "A mapping of settings, each with the values to try. A setting that is left out is not searched: it has " +
        "the default below, or else Spark's own."
    s"## `candidates.NAME`\n\n$head\n" +: Families.all.map(family)
  }

  private def family(family: Family): String = {
    val problems = family.problems.map(problem => s"`${Names.snakeOf(problem)}`").mkString(", ")
    val rows = family.settings.map { setting =>
      val default = setting.default.fold("Spark's")(value => s"`[$value]`")
      s"| `${setting.name}` | ${setting.values.wanted} | $default | ${setting.doc} |"
    }
    val table = "| setting | each value | default | what it is |" +: "|---|---|---|---|" +: rows
    s"### `${family.name}`\n\nOf problem $problems: ${family.doc}.\n\n${table.mkString("\n")}\n"
  }
}
