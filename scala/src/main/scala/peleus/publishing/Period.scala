package peleus.publishing

import java.time.{DateTimeException, LocalDate, Year, YearMonth}

import peleus.Refused

/** The days that a date of a table stands for: one, those of a month, or those of a year.
  *
  * @param first
  *   its first day
  * @param last
  *   its last day
  */
private[peleus] final case class Period(first: LocalDate, last: LocalDate) {

  /** Whether any of its days lies between two days, both included. */
  def touches(from: LocalDate, to: LocalDate): Boolean = !first.isAfter(to) && !last.isBefore(from)
}

private[peleus] object Period {

  /** Reads a date that somebody gave.
    *
    * @param option
    *   which one, for the refusal
    * @throws peleus.Refused
    *   when it is none
    */
  def wanted(date: String, option: String): Period = read(date).getOrElse {
    throw Refused.because(s"wants a date such as 2024-12-31, 2024-12 or 2024, got '$date'", option)
  }

  /** Reads a date of the calendar such as 2024-12-31, 2024-12 or 2024; none when it is none. */
  def read(date: String): Option[Period] =
    try
      Option.when(date.matches("""\d{4}(-\d{2}(-\d{2})?)?""")) {
        date.length match {
          case 4 => Period(Year.parse(date).atDay(1), Year.parse(date).atMonth(12).atEndOfMonth)
          case 7 => Period(YearMonth.parse(date).atDay(1), YearMonth.parse(date).atEndOfMonth)
          case _ => Period(LocalDate.parse(date), LocalDate.parse(date))
        }
      }
    catch { case _: DateTimeException => None }
}
