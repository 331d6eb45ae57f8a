package peleus.kernels

/** Arithmetic of the proleptic Gregorian calendar, for years 0 to 9999. A day is a count from 1970-01-01. */
private[kernels] object Days {

  /** Day count of 1000-01-01, the first day that four digits write without a leading zero. */
  final val First = -354285

  /** Day count of 9999-12-31. */
  final val Last = 2932896

  /** Whether there is such a day: 31/02 is none, month 13 is none. */
  def exists(year: Int, month: Int, day: Int): Boolean =
    month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= lengthOfMonth(year, month))

  /** Days in the month (1 to 12). */
  def lengthOfMonth(year: Int, month: Int): Int =
    if (month == 2) { if (isLeap(year)) 29 else 28 }
    else 30 + ((LongMonths >>> month) & 1)

  /** Whether the year has a 29 February. */
  def isLeap(year: Int): Boolean = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0)

  /** Days since 1970-01-01 of a day that [[exists]].
    *
    * The year is counted from 1 March, so that the leap day is its last, and the lengths of the months before then
    * follow (153 m + 2) / 5. Source: H. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    */
  def count(year: Int, month: Int, day: Int): Int = {
    val shift = if (month > 2) 0 else 1
    val marchYear = year + 400 - shift // one cycle ahead: January of the year 0 stays positive
    val century = marchYear / 100
    val marchMonth = month - 3 + 12 * shift
    val dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    365 * marchYear + (marchYear >> 2) - century + (century >> 2) + dayOfYear - EpochFromCycle
  }

  /** Bit m is set when month m has 31 days. */
  private final val LongMonths = 0x15aa

  /** Days from 1 March of the year -400 to 1970-01-01. */
  private final val EpochFromCycle = 719468 + 146097
}
