package peleus.learning

import peleus.declared.{Checks, Cursor, Parts}
import peleus.transformations.Names
import peleus.{Nearest, Problem}

/** The families that may be tried, with their settings. */
private[learning] object CandidatesCheck {

  def apply(parts: Parts[Model], problem: ProblemType): Seq[Problem] = {
    val at = parts.at / "candidates"
    val none = parts.part[Map[String, Any]]("candidates").filter(_.isEmpty).map { _ =>
      at.problem("is empty: at least one candidate is wanted, such as gbt: {}")
    }
    val unknown = parts.keys("candidates").flatMap(family(_, problem, at))
    val tried = for {
      (name, settings) <- parts.entries[Map[String, Seq[Double]]]("candidates")
      family <- Families.named(name).toSeq
      (setting, values) <- settings
      wrong <- this.setting(family, setting, values, at / name)
    } yield wrong
    none.toSeq ++ unknown ++ tried
  }

  private def family(name: String, problem: ProblemType, at: Cursor): Option[Problem] = {
    val allowed = Families.of(problem).map(_.name)
    Families.named(name) match {
      case None => Some(at.key(name).problem(s"there is no family '$name'${Nearest(name, allowed)}"))
      case Some(known) if !known.problems.contains(problem) =>
        val only = known.problems.map(Names.snakeOf(_)).mkString(", ")
        val why = s"it is for $only, and the problem is ${Names.snakeOf(problem)}"
        Some(at.key(name).problem(s"'$name' is not possible here: $why (allowed: ${allowed.mkString(", ")})"))
      case _ => None
    }
  }

  private def setting(family: Family, name: String, values: Seq[Double], at: Cursor): Seq[Problem] =
    family.settings.find(_.name == name) match {
      case None =>
        val nearest = Nearest(name, family.settings.map(_.name))
        Seq(at.key(name).problem(s"${family.name} has no setting '$name'$nearest"))
      case Some(setting) =>
        val outside = values.zipWithIndex.flatMap { case (value, i) => setting.values.check(value, at / name / i) }
        Checks.atLeastOne(values, at / name).toSeq ++ outside ++ Checks.twice(values, at / name)(Interval.shown)
    }
}
