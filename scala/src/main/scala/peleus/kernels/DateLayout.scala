package peleus.kernels

/** One way a date may be written, compiled from a pattern. */
abstract private[kernels] class DateLayout extends Serializable {

  /** Fewest bytes of a cell that may match. */
  def minLength: Int

  /** Most bytes of a cell that may match. */
  def maxLength: Int

  /** The date that the bytes hold, packed by [[DateLayout.pack]], whether or not there is such a day;
    * [[DateLayout.NoMatch]] when the layout does not match all of them.
    *
    * @param base
    *   object that holds the bytes, with `offset` as Platform takes it
    * @param length
    *   bytes of the cell, within `minLength` and `maxLength`
    * @param head
    *   the first eight bytes, as [[Words.head]] gives them
    * @param tail
    *   the last eight bytes, as [[Words.tail]] gives them
    */
  def read(base: AnyRef, offset: Long, length: Int, head: Long, tail: Long): Int
}

private[kernels] object DateLayout {

  /** The layout does not match. */
  final val NoMatch = -1

  // where the fields of a packed date begin
  final val YearBit = 16
  final val MonthBit = 8
  final val DayBit = 0

  /** A date in one Int; month and day have two digits, the year four, whether or not there is such a day. */
  def pack(year: Int, month: Int, day: Int): Int = (year << YearBit) | (month << MonthBit) | (day << DayBit)

  /** Year of a packed date. */
  def year(packed: Int): Int = packed >>> YearBit

  /** Month of a packed date. */
  def month(packed: Int): Int = (packed >>> MonthBit) & 0xff

  /** Day of a packed date. */
  def day(packed: Int): Int = (packed >>> DayBit) & 0xff

  /** The year with these last two digits in `pivot` .. `pivot + 99`. */
  def pivoted(lastDigits: Int, pivot: Int): Int = {
    val ahead = (lastDigits - pivot) % 100
    pivot + (if (ahead < 0) ahead + 100 else ahead)
  }

  /** The layouts that together read a pattern, in the order to try them.
    *
    * A pattern of digits becomes one [[FixedLayout]] for each combination of widths ("d/M/yyyy" has four). What these
    * cannot read is left to a [[DateProgram]]: names, long texts, and other blanks than one space.
    *
    * @param languages
    *   languages of the names
    * @param pivot
    *   first year of the hundred that two digits stand for; unused without a field yy
    */
  def compile(pieces: Vector[DatePiece], languages: Seq[String], pivot: Int): Seq[DateLayout] = {
    val fixed = widths(pieces).map(FixedLayout.compile(_, pivot))
    if (fixed.exists(_.isEmpty)) Seq(DateProgram.compile(pieces, languages, pivot))
    else if (pieces.contains(DatePiece.Blank)) fixed.flatten :+ DateProgram.compile(pieces, languages, pivot)
    else fixed.flatten
  }

  /** The pieces with each number at one of its widths, in every combination. */
  private def widths(pieces: Vector[DatePiece]): Vector[Vector[DatePiece]] =
    pieces.foldLeft(Vector(Vector.empty[DatePiece])) { (done, piece) =>
      val choices = piece match {
        case DatePiece.Digits(field, min, max) => Vector.range(min, max + 1).map(n => DatePiece.Digits(field, n, n))
        case other                             => Vector(other)
      }
      for (before <- done; choice <- choices) yield before :+ choice
    }
}
