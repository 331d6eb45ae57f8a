package peleus.learning

import peleus.transformations.sample.Samples

/** Models that the suites read. */
object Models {

  /** As the reference page shows a model, with every short writing. */
  val delayed: String =
    """model: delayed
      |label: {column: delayed, positive: true}
      |scoring_moment: scoring_moment
      |recipe: recipes/features.yaml
      |features: {numeric: [plane_age, distance], categorical: carrier}
      |split: {strategy: time, column: flight_date, train: "< 2013-10-01", test: ">= 2013-10-01", folds: 5}
      |candidates: {logistic_regression: {reg_param: [0.1, 0.001]}, random_forest: null, gbt: {max_depth: 4}}
      |search: {method: grid, metric: log_loss, rule: one_standard_error}
      |threshold: {cost: {fp: 1, fn: 8}}
      |""".stripMargin

  /** The lines of a right model, in this order, by their keys. */
  private val lines = Seq(
    "model" -> "m",
    "label" -> "{column: y, positive: 1}",
    "features" -> "{numeric: [a]}",
    "split" -> "{strategy: hash, key: id, shares: {train: 0.7, test: 0.3}}",
    "candidates" -> "{gbt: {}}"
  )

  /** A right model with other values of some keys; further keys come below. */
  def text(parts: (String, String)*): String = {
    val changed = lines.map { case (key, value) => key -> parts.toMap.getOrElse(key, value) }
    val more = parts.filterNot { case (key, _) => lines.exists(_._1 == key) }
    (changed ++ more).map { case (key, value) => s"$key: $value\n" }.mkString
  }

  def read(text: String): Model = ModelFile.read(text, "model.yaml")

  /** The lines of the refusal, without the name of the file. */
  def refused(text: String): Seq[String] = Samples.refused(read(text)).map(_.stripPrefix("model.yaml:"))
}
