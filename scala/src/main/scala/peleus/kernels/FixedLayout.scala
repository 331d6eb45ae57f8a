package peleus.kernels

/** A layout in which every byte has its place: digits and separators, 5 to 15 bytes in all.
  *
  * The first and the last eight bytes of the cell are each compared at once. A word XORed with its template holds 0 to
  * 9 where a digit belongs and 0 where a separator belongs; adding the slack (127 less the greatest value allowed) sets
  * the high bit of every byte that holds more. A carry into the next byte does no harm: it comes from a byte whose own
  * high bit is set. Then tens and units are joined for all places with one multiplication.
  *
  * The places (`century`, `year`, `month`, `day`) are bit positions of the last digit of a pair of digits: 0 to 63 in
  * the first word, from 64 on in the last one; `century` is [[FixedLayout.Absent]] for a year of two digits.
  */
final private[kernels] class FixedLayout private (
    length: Int,
    headTemplate: Long,
    headSlack: Long,
    tailTemplate: Long,
    tailSlack: Long,
    century: Int,
    year: Int,
    month: Int,
    day: Int,
    pivot: Int
) extends DateLayout {

  override def minLength: Int = length
  override def maxLength: Int = length

  override def read(base: AnyRef, offset: Long, length: Int, head: Long, tail: Long): Int = {
    val first = head ^ headTemplate
    val last = tail ^ tailTemplate
    if ((((first + headSlack) | first | (last + tailSlack) | last) & Words.HighBits) != 0) DateLayout.NoMatch
    else {
      val headPairs = (first << 8) * 10 + first
      val tailPairs = (last << 8) * 10 + last
      val lastDigits = pair(headPairs, tailPairs, year)
      val fullYear =
        if (century == FixedLayout.Absent) DateLayout.pivoted(lastDigits, pivot)
        else pair(headPairs, tailPairs, century) * 100 + lastDigits
      DateLayout.pack(fullYear, pair(headPairs, tailPairs, month), pair(headPairs, tailPairs, day))
    }
  }

  /** The number that ends at the place: a shift of a long counts modulo 64. */
  private def pair(headPairs: Long, tailPairs: Long, place: Int): Int =
    ((if (place < 64) headPairs else tailPairs) >>> place).toInt & 0xff
}

private[kernels] object FixedLayout {
  import DatePiece._

  final private val Absent = -1

  /** Longest layout: with one byte more, a pair of digits could lie half in the first word and half in the last. */
  final private val MaxLength = 15

  /** The layout of pieces of one width each; None when it takes a [[DateProgram]] to read them. */
  def compile(pieces: Vector[DatePiece], pivot: Int): Option[FixedLayout] = {
    val starts = pieces.scanLeft(0)(_ + width(_))
    val length = starts.last
    val places =
      pieces.zip(starts.tail).collect { case (Digits(field, width, _), end) => field -> Place(width, end - 1) }
    val gluedDigit = pieces.zip(pieces.drop(1)).exists {
      case (before, Digits(_, 1, _)) => DatePattern.isDigits(before)
      case _                         => false
    }
    // a single digit is read as a pair with the byte before it, which must be a separator: it counts as 0
    if (length > MaxLength || gluedDigit || pieces.exists(_.isInstanceOf[Name])) None
    else Some(build(pieces, length, places.toMap, pivot))
  }

  final private case class Place(width: Int, last: Int) {
    def bit(length: Int): Int = bitOf(last, length)
    def centuryBit(length: Int): Int = if (width == 4) bitOf(last - 2, length) else Absent
  }

  private def build(pieces: Vector[DatePiece], length: Int, places: Map[DateField, Place], pivot: Int): FixedLayout = {
    val bytes = pieces.flatMap(templateOf)
    val (head, tail) = (bytes.take(8), if (length >= 8) bytes.takeRight(8) else Vector.empty)
    new FixedLayout(
      length,
      word(head.map(_._1)),
      word(head.map(_._2)),
      word(tail.map(_._1)),
      word(tail.map(_._2)),
      places(DateField.Year).centuryBit(length),
      places(DateField.Year).bit(length),
      places(DateField.Month).bit(length),
      places(DateField.Day).bit(length),
      pivot
    )
  }

  private def width(piece: DatePiece): Int = piece match {
    case Digits(_, min, _) => min
    case _                 => 1
  }

  /** Template and slack of each byte of a piece. */
  private def templateOf(piece: DatePiece): Vector[(Int, Int)] = piece match {
    case Literal(byte) => Vector((byte & 0xff, 127))
    case Blank         => Vector((' '.toInt, 127))
    case other         => Vector.fill(width(other))(('0'.toInt, 127 - 9))
  }

  private def word(bytes: Vector[Int]): Long = Words.of(bytes.map(_.toByte))

  private def bitOf(index: Int, length: Int): Int = if (index < 8) 8 * index else 64 + 8 * (index - (length - 8))
}
