package peleus.transformations

import java.time.{LocalDate, ZoneId}

import scala.language.implicitConversions

/** The moment from which a row is seen: one day for all rows, or a column of each row.
  *
  * In a recipe and in Python it is one text: a date in the form 2024-12-31, else the name of a column. A text in the
  * form of a date that is none, such as 2023-02-29, is refused.
  */
sealed trait AsOf

object AsOf {
  private val dateForm = "\\d{4}-\\d{2}-\\d{2}"

  /** One day for all rows. */
  final case class Day(date: LocalDate) extends AsOf

  /** A column of the row. */
  final case class Column(column: In) extends AsOf {
    require(!column.name.matches(dateForm), s"'${column.name}' is a date, not the name of a column")
  }

  /** A text is read as in a recipe.
    *
    * @throws java.time.DateTimeException
    *   for a day that is not in the calendar
    */
  implicit def of(text: String): AsOf = if (text.matches(dateForm)) Day(LocalDate.parse(text)) else Column(In(text))
  implicit def day(date: LocalDate): AsOf = Day(date)
  implicit def column(column: In): AsOf = Column(column)
}

/** A time zone by its name, such as `Europe/Paris` or `UTC`. Checked when it is made. */
final case class Zone(id: String) {
  ZoneId.of(id): Unit
}

object Zone {
  implicit def of(id: String): Zone = Zone(id)
  implicit def optional(id: String): Option[Zone] = Some(Zone(id))
}

/** A length of time: a whole number of weeks, days, hours or minutes, such as `2w`, `7d`, `12h`, `30m`.
  *
  * A day is 24 hours.
  */
final case class Span(text: String) {

  /** The length in microseconds. */
  val micros: Long = text match {
    case Span.form(amount, unit) => Math.multiplyExact(amount.toLong, Span.units(unit))
    case _ => throw new IllegalArgumentException("a length of time is a whole number and one of w, d, h, m: 7d")
  }
}

object Span {
  private val form = "([1-9][0-9]{0,5})([wdhm])".r

  /** Microseconds of a day. */
  val Day: Long = 24L * 60 * 60 * 1000 * 1000

  private val units = Map("w" -> 7 * Day, "d" -> Day, "h" -> Day / 24, "m" -> Day / (24 * 60))

  implicit def of(text: String): Span = Span(text)
}
