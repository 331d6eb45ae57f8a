package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import scala.collection.mutable

/** Part of a date that a pattern names. */
sealed private[kernels] trait DateField
private[kernels] object DateField {
  case object Day extends DateField
  case object Month extends DateField
  case object Year extends DateField
  case object Weekday extends DateField
}

/** One piece of a pattern, as it stands in a cell from left to right. */
sealed private[kernels] trait DatePiece
private[kernels] object DatePiece {

  /** A number of `min` to `max` digits. */
  final case class Digits(field: DateField, min: Int, max: Int) extends DatePiece

  /** The name of a month or of a weekday. */
  final case class Name(field: DateField) extends DatePiece

  /** One byte of text that must stand there. */
  final case class Literal(byte: Byte) extends DatePiece

  /** One or more blanks. */
  case object Blank extends DatePiece
}

/** Reads the pattern of a date, in the letters of java.time's DateTimeFormatter, and refuses what makes no date.
  *
  * {{{
  * d     day, 1 or 2 digits        dd          day, 2 digits
  * M     month, 1 or 2 digits      MM          month, 2 digits
  * MMM   name of a month, full or abbreviated; also MMMM
  * yyyy  year, 4 digits; also uuuu             yy  year, 2 digits
  * EEE   name of a weekday, full or abbreviated; also EEEE
  * 'at'  text                      ''          a quote
  * }}}
  * Other letters are refused, all other characters stand for themselves. A run of blanks stands for one or more blanks,
  * quoted or not; at either end it stands for nothing, for the blanks around a cell are ignored too.
  */
private[kernels] object DatePattern {
  import DateField._
  import DatePiece._

  private val Fields: Map[String, DatePiece] = Map(
    "d" -> Digits(Day, 1, 2),
    "dd" -> Digits(Day, 2, 2),
    "M" -> Digits(Month, 1, 2),
    "MM" -> Digits(Month, 2, 2),
    "MMM" -> Name(Month),
    "MMMM" -> Name(Month),
    "yy" -> Digits(Year, 2, 2),
    "yyyy" -> Digits(Year, 4, 4),
    "uuuu" -> Digits(Year, 4, 4),
    "EEE" -> Name(Weekday),
    "EEEE" -> Name(Weekday)
  )

  private val Allowed = "allowed are d dd M MM MMM MMMM yy yyyy uuuu EEE EEEE and text in single quotes"

  /** The pieces of the pattern.
    *
    * @throws IllegalArgumentException
    *   when the pattern cannot be read, lacks or repeats a field, or leaves open where a field ends
    */
  def pieces(pattern: String): Vector[DatePiece] = {
    val found = mutable.ArrayBuffer.empty[DatePiece]
    var at = 0
    while (at < pattern.length) {
      val char = pattern.charAt(at)
      at =
        if (char == '\'') quoted(pattern, at, found)
        else if (isPatternLetter(char)) field(pattern, at, found)
        else text(pattern, at, found)
    }
    val trimmed = found.dropWhile(_ == Blank).reverse.dropWhile(_ == Blank).reverse.toVector
    checkFields(pattern, trimmed)
    checkBorders(pattern, trimmed)
    trimmed
  }

  /** A pattern refused: `problem` says what is wrong, what arrived and what is allowed. */
  def refuse(pattern: String, problem: String): Nothing =
    throw new IllegalArgumentException(s"date format \"$pattern\": $problem")

  private def isPatternLetter(char: Char): Boolean = (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')

  private def field(pattern: String, start: Int, found: mutable.Buffer[DatePiece]): Int = {
    val letter = pattern.charAt(start)
    val end = pattern.indexWhere(_ != letter, start) match { case -1 => pattern.length; case index => index }
    val letters = pattern.substring(start, end)
    found += Fields.getOrElse(letters, refuse(pattern, s"\"$letters\" at position ${start + 1} is not read; $Allowed"))
    end
  }

  private def quoted(pattern: String, start: Int, found: mutable.Buffer[DatePiece]): Int = {
    var at = start + 1
    if (at < pattern.length && pattern.charAt(at) == '\'') text(pattern, at, found)
    else {
      var open = true
      while (open) {
        if (at >= pattern.length)
          refuse(pattern, s"the quote at position ${start + 1} is never closed; text stands between two single quotes")
        val isQuote = pattern.charAt(at) == '\''
        if (isQuote && !(at + 1 < pattern.length && pattern.charAt(at + 1) == '\'')) {
          open = false
          at += 1
        } else at = text(pattern, if (isQuote) at + 1 else at, found)
      }
      at
    }
  }

  /** Adds the character at `start` as text; returns the position after it. */
  private def text(pattern: String, start: Int, found: mutable.Buffer[DatePiece]): Int = {
    val end = pattern.offsetByCodePoints(start, 1)
    if (!Blanks.isBlank(pattern.charAt(start)))
      pattern.substring(start, end).getBytes(UTF_8).foreach(byte => found += Literal(byte))
    else if (!found.lastOption.contains(Blank)) found += Blank
    end
  }

  private def checkFields(pattern: String, pieces: Seq[DatePiece]): Unit = {
    val fields = pieces.collect { case Digits(field, _, _) => field; case Name(field) => field }
    Seq(Day -> "day", Month -> "month", Year -> "year").foreach { case (field, word) =>
      val times = fields.count(_ == field)
      if (times != 1)
        refuse(pattern, s"it holds $times ${word}s; a format holds exactly one day, one month and one year")
    }
  }

  private def checkBorders(pattern: String, pieces: Vector[DatePiece]): Unit = {
    digitRuns(pieces).filter(_.exists(isOpen)).foreach { run =>
      if (run.count(isOpen) > 1)
        refuse(pattern, "d and M with no separator between them are ambiguous; separate them, or write dd and MM")
      if (run.exists(_.isInstanceOf[Literal]))
        refuse(pattern, "d or M beside a digit of the text is ambiguous; separate them, or write dd or MM")
    }
    pieces.zip(pieces.drop(1)).foreach {
      case (Name(_), Name(_)) => refuse(pattern, "two names need a separator between them")
      case (Name(_), Literal(byte)) if NameTable.mayBeLetter(byte) =>
        refuse(pattern, "a name followed by a letter has no end; put a separator between them")
      case _ => ()
    }
  }

  /** The pieces that stand for digits, in runs with nothing between them. */
  private def digitRuns(pieces: Vector[DatePiece]): Vector[Vector[DatePiece]] =
    pieces.foldLeft(Vector(Vector.empty[DatePiece])) { (runs, piece) =>
      if (isDigits(piece)) runs.init :+ (runs.last :+ piece) else runs :+ Vector.empty
    }

  private def isOpen(piece: DatePiece): Boolean = piece match {
    case Digits(_, min, max) => min < max
    case _                   => false
  }

  /** Whether a piece stands for digits only. */
  def isDigits(piece: DatePiece): Boolean = piece match {
    case Digits(_, _, _) => true
    case Literal(byte)   => byte >= '0' && byte <= '9'
    case _               => false
  }
}
