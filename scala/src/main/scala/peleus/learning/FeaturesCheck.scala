package peleus.learning

import java.util.Locale

import peleus.Problem
import peleus.declared.{Cursor, Parts}
import peleus.transformations.In

/** What a model may see: each column once, and nothing of what it shall predict. Spark tells no case of names. */
private[learning] object FeaturesCheck {

  def apply(parts: Parts[Model], label: Option[Label]): Seq[Problem] =
    parts.part[Features]("features").toSeq.flatMap { features =>
      val at = parts.at / "features"
      val all = named(features.numeric, at / "numeric") ++ named(features.categorical, at / "categorical")
      val none = Option.when(all.isEmpty)(at.problem("is empty: at least one feature is wanted"))
      val moment = parts.part[Option[In]]("scoring_moment").flatten
      none.toSeq ++ twice(all) ++ all.flatMap { case (name, place) => leak(name, place, label.map(_.column), moment) }
    }

  private def named(columns: Seq[In], at: Cursor): Seq[(String, Cursor)] =
    columns.zipWithIndex.map { case (In(name), i) => name -> at / i }

  private def twice(all: Seq[(String, Cursor)]): Seq[Problem] = {
    val names = all.map { case (name, _) => lower(name) }
    all.zipWithIndex.collect {
      case ((name, at), i) if names.indexOf(names(i)) < i => at.problem(s"'$name' is a feature already")
    }
  }

  private def leak(name: String, at: Cursor, label: Option[In], moment: Option[In]): Option[Problem] =
    if (label.exists(is(name, _))) Some(at.problem(s"'$name' is the label: no model may see what it shall predict"))
    else Option.when(moment.exists(is(name, _)))(at.problem(s"'$name' is the scoring moment, no feature"))

  private def is(name: String, column: In): Boolean = lower(name) == lower(column.name)

  private def lower(name: String): String = name.toLowerCase(Locale.ROOT)
}
