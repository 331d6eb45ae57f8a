package peleus.learning

import peleus.learning.ProblemType.{Binary, Regression}

/** A family of models that may be a candidate.
  *
  * @param doc
  *   what it is
  * @param problems
  *   what it can predict
  * @param settings
  *   what of it may be tried
  */
private[peleus] final case class Family(
    name: String,
    doc: String,
    problems: Seq[ProblemType],
    settings: Seq[Setting]
)

/** One setting of a family, called as Spark calls its parameter, in small letters.
  *
  * @param values
  *   the numbers that it allows
  * @param default
  *   what is tried where the file says nothing; without it Spark's own default is taken
  */
private[peleus] final case class Setting(name: String, doc: String, values: Interval, default: Option[Int] = None)

/** The families that there are, with the ranges that Spark allows. */
private[peleus] object Families {
  private val count = Interval(1, whole = true)
  private val part = Interval(0, Some(1), above = true)

  private val linear = Seq(
    Setting("reg_param", "strength of the penalty on large weights", Interval(0)),
    Setting("elastic_net_param", "kind of the penalty: 0 is ridge, 1 is lasso", Interval(0, Some(1))),
    Setting("max_iter", "most iterations", count)
  )

  private val depth = Setting("max_depth", "most questions on the way to a leaf", Interval(1, Some(30), whole = true))

  private val rows = Seq(
    Setting("subsampling_rate", "part of the rows that each tree sees", part),
    Setting("min_instances_per_node", "fewest rows on each side of a question", count)
  )

  private val boosted = depth +: Setting("max_iter", "number of trees", count, Some(20)) +:
    Setting("step_size", "how much of each tree is taken over", part) +: rows

  private val forest = Setting("num_trees", "number of trees", count, Some(50)) +: depth +: rows

  val all: Seq[Family] = Seq(
    Family("logistic_regression", "a weight for each feature, gives the log odds", Seq(Binary), linear),
    Family("linear_regression", "a weight for each feature, gives the number", Seq(Regression), linear),
    Family("gbt", "gradient-boosted trees: each corrects those before it", Seq(Binary, Regression), boosted),
    Family("random_forest", "the mean of trees, each of a sample of rows", Seq(Binary, Regression), forest)
  )

  def named(name: String): Option[Family] = all.find(_.name == name)

  /** Those that can predict it. */
  def of(problem: ProblemType): Seq[Family] = all.filter(_.problems.contains(problem))
}
