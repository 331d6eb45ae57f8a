package peleus.kernels

import scala.annotation.switch

/** A layout read from left to right, one step for each piece of its pattern; for all that is no [[FixedLayout]].
  *
  * Each step looks at the next eight bytes as a word and says how many bytes it takes, 0 when they are not what it
  * wants. Nothing is ever taken back: [[DatePattern]] refuses what would need it. A step is an Int: its kind in the low
  * bits, its argument above, as [[DateProgram.compile]] lays them out.
  */
final private[kernels] class DateProgram private (
    steps: Array[Int],
    texts: Array[Long],
    months: NameTable,
    weekdays: NameTable,
    pivot: Int,
    override val minLength: Int
) extends DateLayout {
  import DateProgram._

  override def maxLength: Int = Int.MaxValue

  override def read(base: AnyRef, offset: Long, length: Int, head: Long, tail: Long): Int = {
    val end = offset + length
    var date = 0 // packed; each step adds its field
    var at = 0
    var index = 0
    while (index < steps.length) {
      val word = Words.at(base, offset, at, length, head)
      val argument = steps(index) >>> KindBits
      var taken = 0
      (steps(index) & KindMask: @switch) match {
        case Text   => taken = textLength(word, texts(argument >>> 4), argument & 15)
        case Gap    => taken = gapLength(base, offset + at, end, word)
        case Number =>
          taken = digits(word, argument & 15)
          date |= number(word, taken) << (argument >>> 4)
        case ShortYear =>
          taken = digits(word, 2)
          date |= DateLayout.pivoted(number(word, taken), pivot) << DateLayout.YearBit
        case OrdinalDay =>
          taken = digits(word, Open)
          val day = number(word, taken)
          date |= day
          if (taken > 0) taken += Ordinals.length(word >>> (8 * taken), day, argument)
        case MonthName =>
          val found = find(months, word, Words.at(base, offset, at + 8, length, head), base, offset + at, end)
          date |= (found & CalendarNames.Number) << DateLayout.MonthBit
          taken =
            nameLength(found, Words.at(base, offset, at + (found >>> NameTable.ValueBits), length, head), argument)
        case WeekdayName =>
          val found = find(weekdays, word, Words.at(base, offset, at + 8, length, head), base, offset + at, end)
          taken =
            nameLength(found, Words.at(base, offset, at + (found >>> NameTable.ValueBits), length, head), argument)
      }
      if (taken == 0) return DateLayout.NoMatch
      at += taken
      index += 1
    }
    if (at == length) date else DateLayout.NoMatch
  }

  private def textLength(word: Long, text: Long, length: Int): Int =
    if (Words.first(word, length) == text) length else 0

  private def gapLength(base: AnyRef, start: Long, end: Long, word: Long): Int =
    if ((word & 0xff) == ' ' && (word >>> 8).toByte > Blanks.Highest) 1
    else (Blanks.skip(base, start, end) - start).toInt

  private def find(names: NameTable, word: Long, second: Long, base: AnyRef, start: Long, end: Long): Int = {
    val found = names.find(word, second)
    if (found != 0) found else names.findFolded(base, start, end)
  }

  /** Bytes of a name that was found, with the dot of an abbreviation; `behind` is the word after its letters. Where the
    * pattern itself has a dot next (`dotNext` is 1), the abbreviation has one of its own only if two dots follow.
    */
  private def nameLength(found: Int, behind: Long, dotNext: Int): Int = {
    val dotted = (found & CalendarNames.Abbreviated) != 0 && (behind & 0xff) == '.' &&
      (dotNext == 0 || ((behind >>> 8) & 0xff) == '.')
    (found >>> NameTable.ValueBits) + (if (dotted) 1 else 0)
  }
}

private[kernels] object DateProgram {
  import DatePiece._

  final private val KindBits = 4
  final private val KindMask = 15

  // kinds of steps, each with its argument
  final private val Text = 0 // length, and from bit 4 on the index of the text
  final private val Gap = 1
  final private val Number = 2 // width, and from bit 4 on the place of the field in a packed date
  final private val ShortYear = 3
  final private val OrdinalDay = 4 // the languages, as Ordinals.bits gives them
  final private val MonthName = 5 // 1 when the pattern has a dot next
  final private val WeekdayName = 6 // the same

  /** A width of one or two digits is written as this plus the digits that the pieces behind it need. */
  final private val Open = 8

  /** Bytes of the shortest name, "mai". */
  final private val ShortestName = 3

  /** The program that reads these pieces. */
  def compile(pieces: Vector[DatePiece], languages: Seq[String], pivot: Int): DateProgram = {
    val texts = Vector.newBuilder[Long]
    val steps = Vector.newBuilder[Int]
    var (index, textCount) = (0, 0)
    while (index < pieces.length) {
      val text = pieces.drop(index).take(8).map { case Literal(byte) => Some(byte); case _ => None }
      val bytes = text.takeWhile(_.isDefined).flatten
      if (bytes.nonEmpty) {
        steps += step(Text, textCount << 4 | bytes.length)
        texts += Words.of(bytes)
        textCount += 1
        index += bytes.length
      } else {
        steps += stepOf(pieces, index, languages)
        index += 1
      }
    }
    new DateProgram(
      steps.result().toArray,
      texts.result().toArray,
      CalendarNames.months(languages),
      CalendarNames.weekdays(languages),
      pivot,
      pieces.map(shortest).sum
    )
  }

  private def shortest(piece: DatePiece): Int = piece match {
    case Digits(_, min, _) => min
    case Name(_)           => ShortestName
    case _                 => 1
  }

  private def stepOf(pieces: Vector[DatePiece], index: Int, languages: Seq[String]): Int = pieces(index) match {
    case Digits(DateField.Year, 2, _)                               => step(ShortYear, 0)
    case Digits(DateField.Day, 1, 2) if takesOrdinal(pieces, index) => step(OrdinalDay, Ordinals.bits(languages))
    case Digits(field, min, max) if min == max                      => step(Number, placeOf(field) << 4 | min)
    case Digits(field, _, _)   => step(Number, placeOf(field) << 4 | (Open + digitsBehind(pieces, index)))
    case Name(DateField.Month) => step(MonthName, dotNext(pieces, index))
    case Name(_)               => step(WeekdayName, dotNext(pieces, index))
    case _                     => step(Gap, 0)
  }

  private def step(kind: Int, argument: Int): Int = argument << KindBits | kind

  private def placeOf(field: DateField): Int = field match {
    case DateField.Year  => DateLayout.YearBit
    case DateField.Month => DateLayout.MonthBit
    case _               => DateLayout.DayBit
  }

  private def digitsBehind(pieces: Vector[DatePiece], index: Int): Int =
    pieces.drop(index + 1).map { case Digits(_, min, _) => min; case _ => 0 }.takeWhile(_ > 0).sum

  private def dotNext(pieces: Vector[DatePiece], index: Int): Int =
    if (pieces.lift(index + 1).contains(Literal('.'))) 1 else 0

  /** Whether "er" or "th" may follow the day: the name of the month is its neighbour, and the pattern itself has
    * neither a letter nor a digit there.
    */
  private def takesOrdinal(pieces: Vector[DatePiece], index: Int): Boolean = {
    def neighbour(side: Seq[DatePiece]) = side.find { case Literal(_) | Blank => false; case _ => true }
    val named = Seq(neighbour(pieces.take(index).reverse), neighbour(pieces.drop(index + 1)))
      .exists(_.contains(Name(DateField.Month)))
    named && (pieces.lift(index + 1) match {
      case Some(Literal(byte))   => !NameTable.mayBeLetter(byte)
      case Some(Digits(_, _, _)) => false
      case _                     => true
    })
  }

  /** Digits that a field of this width takes from the start of the word; 0 when there are not as many. */
  private def digits(word: Long, width: Int): Int = {
    val run = Words.before(Words.aboveNine(Words.digits(word)))
    if (width < Open) { if (run >= width) width else 0 }
    else {
      val own = run - (width - Open)
      if (own == 1 || own == 2) own else 0
    }
  }

  /** The number that the first digits of the word write, 0 to 4 of them: padded with zeros to four. */
  private def number(word: Long, digits: Int): Int = {
    val four = (Words.digits(word) << (8 * (4 - digits))) & 0xffffffffL
    val pairs = four * 10 + (four >>> 8)
    ((pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff)).toInt
  }
}
