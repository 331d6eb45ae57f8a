package peleus.learning

import java.time.LocalDate

import peleus.Problem
import peleus.declared.Cursor

/** Periods of one split: each holds a day, and no day is in two. */
private[learning] object PeriodsCheck {

  /** What is wrong with them.
    *
    * @param periods
    *   by their keys, in the order of the declaration
    */
  def apply(periods: Seq[(String, Period)], at: Cursor): Seq[Problem] = {
    val empty = periods.flatMap { case (key, period) => noDay(period, at / key) }
    if (empty.nonEmpty) empty else overlaps(periods, at)
  }

  private def noDay(period: Period, at: Cursor): Option[Problem] = period match {
    case Period(None, None) => Some(at.problem("says no bound: give from, before or both"))
    case Period(Some(from), Some(before)) if !from.isBefore(before) =>
      Some(at.problem(s"holds no day: it begins on $from, and ends before $before"))
    case _ => None
  }

  private def overlaps(periods: Seq[(String, Period)], at: Cursor): Seq[Problem] = for {
    Seq((one, a), (other, b)) <- periods.combinations(2).toSeq
    day <- common(a, b)
  } yield (at / other).problem(s"overlaps $one: $day is in both")

  /** A day that is in both periods. */
  private def common(a: Period, b: Period): Option[LocalDate] = {
    val ends = Seq(a.before, b.before).flatten
    val first = Seq(a.from, b.from).flatten.maxOption(ordered).orElse(ends.minOption(ordered).map(_.minusDays(1)))
    first.filter(day => ends.forall(day.isBefore))
  }

  private val ordered: Ordering[LocalDate] = Ordering.by(_.toEpochDay)
}
