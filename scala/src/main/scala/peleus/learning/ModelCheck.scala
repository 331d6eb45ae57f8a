package peleus.learning

import peleus.Problem
import peleus.declared.{Checks, Cursor, Parts}
import peleus.transformations.Names

/** What cannot hold in a model, although every value is one that its key allows. */
private[learning] object ModelCheck {

  /** What is wrong with the parts that have the right shape. */
  def apply(parts: Parts[Model]): Seq[Problem] = {
    val at = parts.at
    val label = parts.part[Label]("label")
    val split = parts.part[Split]("split")
    val forProblem = parts.part[ProblemType]("problem").toSeq.flatMap { problem =>
      ofProblem(parts, problem) ++ CandidatesCheck(parts, problem)
    }
    Seq(
      parts.part[String]("model").flatMap(Checks.name(_, at / "model")),
      parts.part[Option[String]]("recipe").flatten.flatMap(recipe(_, at / "recipe")),
      parts.part[Int]("mistakes").flatMap(Limits.mistakes.check(_, at / "mistakes")),
      forProblem,
      FeaturesCheck(parts, label),
      split.toSeq.flatMap(SplitCheck(_, at / "split")),
      for (said <- split; search <- parts.part[Search]("search"); wrong <- rule(search, said, at / "search"))
        yield wrong
    ).flatten
  }

  /** Keys that one kind of problem wants and the other has no use for. */
  private def ofProblem(parts: Parts[Model], problem: ProblemType): Seq[Problem] = {
    val at = parts.at
    val label = parts.part[Label]("label").flatMap(positive(_, problem, at / "label"))
    val metric =
      parts.part[Search]("search").flatMap(_.metric).flatMap(this.metric(_, problem, at / "search" / "metric"))
    val threshold = parts.part[Option[Threshold]]("threshold").flatten.toSeq.flatMap { said =>
      if (problem == ProblemType.Binary) costs(said.cost, at / "threshold" / "cost")
      else Seq(onlyBinary(at / "threshold"))
    }
    label.toSeq ++ metric ++ threshold
  }

  private def positive(label: Label, problem: ProblemType, at: Cursor): Option[Problem] = problem match {
    case ProblemType.Binary =>
      Option.when(label.positive.isEmpty) {
        at.problem(
          "'positive' is missing: the value that counts as positive; to predict a number, say problem: regression"
        )
      }
    case ProblemType.Regression => label.positive.map(_ => onlyBinary(at / "positive"))
  }

  private def onlyBinary(at: Cursor): Problem =
    at.problem("does nothing for the problem regression (it is for: binary)")

  private def metric(metric: Metric, problem: ProblemType, at: Cursor): Option[Problem] =
    Option.when(metric.problem != problem) {
      val allowed = Metric.of(problem).map(Names.snakeOf(_)).mkString(", ")
      val (name, other, ours) = (Names.snakeOf(metric), Names.snakeOf(metric.problem), Names.snakeOf(problem))
      at.problem(s"'$name' is not possible here: it is for $other, and the problem is $ours (allowed: $allowed)")
    }

  private def costs(cost: Cost, at: Cursor): Seq[Problem] =
    Seq("fp" -> cost.fp, "fn" -> cost.fn).flatMap { case (key, value) => Limits.cost.check(value, at / key) }

  private def rule(search: Search, split: Split, at: Cursor): Option[Problem] =
    Option.when(search.rule == Rule.OneStandardError && split.validates) {
      (at / "rule").problem(
        "'one_standard_error' is not possible here: it wants folds, and one validation set has no standard error"
      )
    }

  private def recipe(name: String, at: Cursor): Option[Problem] =
    Option.when(name.isBlank)(at.problem("is blank: name a file beside this one, such as recipes/features.yaml"))
}
