package peleus.testing

import java.math.BigDecimal

/** How far apart two numbers may be and still count as equal: `|actual - expected| <= atol + rtol * |expected|`, the
  * formula of NumPy's `isclose`. It is asymmetric: `rtol` is a share of the expected number.
  *
  * @param atol
  *   absolute part, in the unit of the column
  * @param rtol
  *   relative part, a share of the expected number
  */
private[testing] final case class Tolerance(atol: Double, rtol: Double) {
  Tolerance.check("atol", atol)
  Tolerance.check("rtol", rtol)

  /** No slack at all: numbers are compared like any other value. */
  val isExact: Boolean = atol == 0 && rtol == 0

  private val exactAtol = BigDecimal.valueOf(atol)
  private val exactRtol = BigDecimal.valueOf(rtol)

  /** True when two finite numbers are close enough. Decimals are computed as decimals, so that 3.10 and 3.11 are equal
    * for `atol = 0.01`; in binary arithmetic they might not be.
    */
  def accepts(actual: Number, expected: Number): Boolean = (actual, expected) match {
    case (a: BigDecimal, b: BigDecimal) =>
      a.subtract(b).abs.compareTo(exactAtol.add(exactRtol.multiply(b.abs))) <= 0
    case _ =>
      val (a, b) = (actual.doubleValue, expected.doubleValue)
      a == b || math.abs(a - b) <= atol + rtol * math.abs(b)
  }

  /** True when all numbers of two equally long vectors are close enough. */
  def accepts(actual: IndexedSeq[Number], expected: IndexedSeq[Number]): Boolean =
    actual.indices.forall(i => accepts(actual(i), expected(i)))

  /** No number further than this from `actual` can be accepted. A little generous, as it only narrows a search. From
    * `|a - b| <= atol + rtol * |b|` and `|b| <= |a| + |a - b|`; without bound when `rtol >= 1`.
    */
  def reach(actual: Double): Double =
    if (rtol >= 1) Double.PositiveInfinity
    else (atol + rtol * math.abs(actual)) / (1 - rtol) * (1 + 1e-9) + 4 * math.ulp(actual)

  /** `atol=0.01, rtol=0.0` */
  override def toString: String = s"atol=$atol, rtol=$rtol"
}

private[testing] object Tolerance {
  private def check(name: String, value: Double): Unit =
    if (!(value >= 0) || value.isInfinite)
      throw new IllegalArgumentException(s"$name is $value; it must be a finite number that is 0 or greater")

  /** Distance of two finite numbers, for the report. */
  def distance(actual: Number, expected: Number): Double = (actual, expected) match {
    case (a: BigDecimal, b: BigDecimal) => a.subtract(b).abs.doubleValue
    case _                              => math.abs(actual.doubleValue - expected.doubleValue)
  }
}
