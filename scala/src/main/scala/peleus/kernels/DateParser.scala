package peleus.kernels

import java.time.LocalDate

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

/** Reads one cell of text as a date by layouts compiled once; see [[DateParser.compile]]. Safe for use by many threads.
  *
  * The whole cell must match; blanks around it are ignored ([[Blanks]]). The formats are tried in their order, and the
  * first that matches and names a real day in range decides. When none does, the reason is the most specific that was
  * met: [[DateParser.OutOfRange]], else [[DateParser.ImpossibleDay]], else [[DateParser.NoFormat]].
  */
final class DateParser private[kernels] (layouts: Array[DateLayout], firstDay: Int, lastDay: Int) extends Serializable {

  /** Layouts that a cell of so many bytes may match, in the order to try them; the last entry is for all longer ones.
    */
  private val byLength: Array[Array[DateLayout]] = {
    val longest =
      layouts.map(layout => if (layout.maxLength == Int.MaxValue) layout.minLength else layout.maxLength).max
    Array.tabulate(longest + 2)(length => layouts.filter(l => l.minLength <= length && length <= l.maxLength))
  }

  /** Days since 1970-01-01, or one of the negative codes of the companion. Never throws, allocates nothing.
    *
    * @param s
    *   the cell; never null. Malformed UTF-8 is no date.
    */
  def parse(s: UTF8String): Int = parse(s.getBaseObject, s.getBaseOffset, s.numBytes)

  /** The same for a cell that lies in a larger buffer.
    *
    * @param base
    *   the object that holds the bytes, with `start` as Platform takes it
    * @param length
    *   bytes of the cell
    */
  def parse(base: AnyRef, start: Long, length: Int): Int = {
    val bare = length > 0 && Platform.getByte(base, start) > Blanks.Highest &&
      Platform.getByte(base, start + length - 1) > Blanks.Highest
    if (bare) read(base, start, length) else readTrimmed(base, start, start + length)
  }

  private def readTrimmed(base: AnyRef, start: Long, end: Long): Int = {
    val first = Blanks.skip(base, start, end)
    if (first == end) DateParser.Blank
    else read(base, first, (Blanks.skipBack(base, first, end) - first).toInt)
  }

  private def read(base: AnyRef, offset: Long, length: Int): Int = {
    val candidates = byLength(math.min(length, byLength.length - 1))
    var result = DateParser.NoFormat
    if (candidates.length > 0 && length >= Words.MinLength) {
      val head = Words.head(base, offset, length)
      val tail = Words.tail(base, offset, length)
      var index = 0
      while (index < candidates.length && !DateParser.isDate(result)) {
        val date = candidates(index).read(base, offset, length, head, tail)
        if (date != DateLayout.NoMatch) result = math.max(result, dayOf(date)) // codes rise from vague to specific
        index += 1
      }
    }
    result
  }

  private def dayOf(date: Int): Int = {
    val year = DateLayout.year(date)
    val month = DateLayout.month(date)
    val day = DateLayout.day(date)
    if (!Days.exists(year, month, day)) DateParser.ImpossibleDay
    else {
      val count = Days.count(year, month, day)
      if (count >= firstDay && count <= lastDay) count else DateParser.OutOfRange
    }
  }
}

/** Compiles parsers and names their answers. */
object DateParser {

  /** No layout matches the whole cell. */
  final val NoFormat = Int.MinValue

  /** A layout matches, but there is no such day: 31/02/2024, 29/02/2023, month 13. */
  final val ImpossibleDay = Int.MinValue + 1

  /** A day, but outside the declared range or the years 1000 to 9999. */
  final val OutOfRange = Int.MinValue + 2

  /** Empty, or blanks only: missing, not invalid. */
  final val Blank = Int.MinValue + 3

  /** Whether a result is a day and not one of the codes. */
  def isDate(result: Int): Boolean = result >= Int.MinValue + 16

  /** The parser of these formats.
    *
    * @param formats
    *   patterns in the letters of java.time, tried in order: d dd M MM MMM MMMM yy yyyy uuuu EEE EEEE, text in single
    *   quotes; all else stands for itself, and a blank for one or more blanks. Names may be full or abbreviated, in any
    *   case, with or without accents, an abbreviation with or without a dot. A weekday must be a known name; that it
    *   fits the date is not checked. Beside the name of a month, d also reads 1er (French) or 1st, 2nd, 3rd, 4th
    *   (English).
    * @param languages
    *   languages of the names: "fr", "en"
    * @param pivotYear
    *   first of the hundred years that yy may name: with 1930, 30 is 1930 and 29 is 2029
    * @param notBefore
    *   first day accepted; by default 1000-01-01
    * @param notAfter
    *   last day accepted; by default 9999-12-31
    * @throws IllegalArgumentException
    *   when a format, a language, the pivot year or the range is not usable; the message says what is allowed
    */
  def compile(
      formats: Seq[String],
      languages: Seq[String],
      pivotYear: Option[Int],
      notBefore: Option[LocalDate],
      notAfter: Option[LocalDate]
  ): DateParser = {
    if (formats.isEmpty) refuse("no date format was given; at least one is needed, such as dd/MM/yyyy")
    languages.find(!CalendarNames.Languages.contains(_)).foreach { language =>
      refuse(s"the language \"$language\" is not known; allowed are ${CalendarNames.Languages.mkString(", ")}")
    }
    pivotYear.filter(year => year < 1000 || year > 9900).foreach { year =>
      refuse(s"the pivot year $year does not start a hundred years of four digits; allowed are 1000 to 9900")
    }
    for (first <- notBefore; last <- notAfter if last.isBefore(first))
      refuse(s"no day lies between $first and $last; not_before must not be later than not_after")
    val layouts = formats.flatMap { format =>
      val pieces = DatePattern.pieces(format)
      checkNeeds(format, pieces, languages, pivotYear)
      DateLayout.compile(pieces, languages, pivotYear.getOrElse(0))
    }
    new DateParser(
      layouts.toArray,
      notBefore.fold(Days.First)(dayAround(_).max(Days.First)),
      notAfter.fold(Days.Last)(dayAround(_).min(Days.Last))
    )
  }

  /** A pattern alone cannot tell whether the languages and the pivot year that it needs are declared. */
  private def checkNeeds(format: String, pieces: Seq[DatePiece], languages: Seq[String], pivot: Option[Int]): Unit = {
    if (languages.isEmpty && pieces.exists(_.isInstanceOf[DatePiece.Name]))
      DatePattern.refuse(
        format,
        s"it holds a name, but no language is declared; allowed are ${CalendarNames.Languages.mkString(", ")}"
      )
    if (pivot.isEmpty && pieces.contains(DatePiece.Digits(DateField.Year, 2, 2)))
      DatePattern.refuse(format, "yy needs a pivot year, the first of the hundred years that two digits may name")
  }

  /** The day, or one just outside the years 1000 to 9999 for any further away, which may be too far for an Int. */
  private def dayAround(date: LocalDate): Int =
    date.toEpochDay.max(Days.First - 1L).min(Days.Last + 1L).toInt

  private def refuse(sentence: String): Nothing = throw new IllegalArgumentException(sentence)
}
