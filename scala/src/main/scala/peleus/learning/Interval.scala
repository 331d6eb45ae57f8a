package peleus.learning

import peleus.Problem
import peleus.declared.Cursor

/** The numbers that a key allows.
  *
  * @param whole
  *   whole numbers of 32 bits only
  * @param above
  *   the lower bound itself is not allowed
  */
private[peleus] final case class Interval(
    least: Double,
    most: Option[Double] = None,
    whole: Boolean = false,
    above: Boolean = false
) {

  def allows(number: Double): Boolean =
    (if (above) number > least else number >= least) && most.forall(number <= _) && (!whole || number.isValidInt)

  /** What is allowed, for sentences: `a whole number from 1 to 30`. */
  def wanted: String = {
    val kind = if (whole) "a whole number" else "a number"
    val (low, high) = (Interval.shown(least), most.map(Interval.shown))
    if (above) s"$kind above $low${high.fold("")(top => s", at most $top")}"
    else high.fold(s"$kind, $low or more")(top => s"$kind from $low to $top")
  }

  /** What is wrong with a number. */
  def check(number: Double, at: Cursor): Option[Problem] =
    Option.unless(allows(number))(at.problem(s"${Interval.shown(number)} is not allowed: wants $wanted"))
}

private[peleus] object Interval {

  private val Longest = 1e15

  /** A number as a person would write it: `8`, `0.001`. */
  def shown(number: Double): String =
    if (number.isWhole && number.abs < Longest) number.toLong.toString else number.toString
}
