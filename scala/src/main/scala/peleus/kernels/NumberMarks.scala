package peleus.kernels

import org.apache.spark.unsafe.Platform

/** The decimal and group marks that numbers are declared to hold.
  *
  * A mark found in a cell is an Int: its kind, and its length in bytes in the low bits.
  *
  * @param only
  *   kind of the decimal mark where one is declared, [[NumberMarks.Unclear]] where several are
  * @param declared
  *   the kinds of all marks declared, as bits
  */
final private[kernels] class NumberMarks private (only: Int, declared: Int) extends Serializable {
  import NumberMarks._

  /** The declared mark that begins at `at`, else [[NumberMarks.NoMark]]. */
  def at(base: AnyRef, at: Long, end: Long): Int = {
    val byte = Platform.getByte(base, at)
    val mark = if (byte >= 0) ascii(byte) else wide(base, at, end)
    if (((declared >>> kind(mark)) & 1) != 0) mark else NoMark
  }

  /** Whether the only mark of a number, a point or a comma with so many digits behind it, is surely the decimal mark.
    */
  def isDecimal(mark: Byte, digits: Int): Boolean = if (only == Unclear) digits != 3 else kind(ascii(mark)) == only

  /** The kind of the decimal mark in the bytes of a number; [[NumberMarks.NoMark]] when it has none;
    * [[NumberMarks.Unclear]] when its only mark may be either.
    */
  def decimalOf(base: AnyRef, start: Long, end: Long): Int =
    if (only != Unclear) only
    else if (end - start >= 3 && isDigit(Platform.getByte(base, end - 2)) && isPoint(Platform.getByte(base, end - 3)))
      kind(ascii(Platform.getByte(base, end - 3))) // two digits behind the mark: most amounts
    else byShape(base, start, end)

  private def byShape(base: AnyRef, start: Long, end: Long): Int = {
    var at = end - 1
    var digits = 0
    while (at >= start && !isPoint(Platform.getByte(base, at))) {
      val byte = Platform.getByte(base, at)
      if (isDigit(byte)) digits += 1
      else if ((byte | 0x20) == 'e') digits = 0 // what was counted is an exponent
      else digits = NotAGroup
      at -= 1
    }
    if (at < start) NoMark
    else if (digits == 3) beforeThreeDigits(base, start, at)
    else kind(ascii(Platform.getByte(base, at)))
  }

  /** What the last mark is, at `at` with three digits behind it: the marks before it tell. */
  private def beforeThreeDigits(base: AnyRef, start: Long, at: Long): Int = {
    val mark = Platform.getByte(base, at)
    var other = at - 1
    while (other >= start && isDigit(Platform.getByte(base, other))) other -= 1
    val digits = at - 1 - other
    if (other >= start) { if (Platform.getByte(base, other) == mark) NoMark else kind(ascii(mark)) }
    else if (digits == 0 || digits > 3 || Platform.getByte(base, start) == '0') kind(ascii(mark))
    else Unclear
  }
}

private[kernels] object NumberMarks {
  final val NoMark = 0

  /** No decimal mark can be told. */
  final val Unclear = -1

  /** Kind of a mark. */
  def kind(mark: Int): Int = mark >>> LengthBits

  /** Bytes of a mark, 0 for [[NoMark]]. */
  def length(mark: Int): Int = mark & ((1 << LengthBits) - 1)

  /** The marks under the names that [[NumberParser.compile]] documents. */
  def compile(decimalMarks: Seq[String], groupMarks: Seq[String]): NumberMarks = {
    val decimals = decimalMarks.map { mark =>
      DecimalNames.getOrElse(
        mark,
        NumberParser.refuse(s"the decimal mark \"$mark\" is not known; allowed are . and ,")
      )
    }.distinct
    val groups = groupMarks.map { mark =>
      GroupNames.getOrElse(
        mark,
        NumberParser.refuse(s"the group mark \"$mark\" is not known; allowed are space, ., \",\" and '")
      )
    }
    if (decimals.isEmpty) NumberParser.refuse("no decimal mark was given; allowed are . and ,")
    decimalMarks.find(groupMarks.contains(_)).foreach { mark =>
      NumberParser.refuse(
        s"\"$mark\" is declared as decimal mark and as group mark; where several decimal marks are declared, " +
          "they group without being declared"
      )
    }
    val only = if (decimals.size == 1) decimals.head else Unclear
    new NumberMarks(only, (decimals ++ groups).map(1 << _).foldLeft(0)(_ | _))
  }

  final private val LengthBits = 4

  // kinds of marks; 0 is no mark
  final private val Dot = 1
  final private val Comma = 2
  final private val Space = 3
  final private val Apostrophe = 4

  /** More digits than a group has. */
  final private val NotAGroup = 1 << 30

  private val DecimalNames = Map("." -> Dot, "," -> Comma)

  private val GroupNames = DecimalNames ++
    Seq("space", " ", "\u00a0", "\u2009", "\u202f").map(_ -> Space) ++ Seq("'", "\u2019").map(_ -> Apostrophe)

  private def mark(kind: Int, length: Int): Int = (kind << LengthBits) | length

  /** The mark of each ASCII character. A table, for there is no telling which mark comes next. */
  private val Ascii: Array[Byte] = {
    val kinds = Map('.' -> Dot, ',' -> Comma, ' ' -> Space, '\'' -> Apostrophe)
    Array.tabulate(128)(char => kinds.get(char.toChar).fold(NoMark)(mark(_, 1)).toByte)
  }

  private def ascii(byte: Byte): Int = Ascii(byte).toInt

  private def wide(base: AnyRef, at: Long, end: Long): Int = {
    val first = Platform.getByte(base, at)
    val second = if (at + 1 < end) Platform.getByte(base, at + 1) else 0
    if (first == 0xc2.toByte && second == 0xa0.toByte) mark(Space, 2)
    else if (first != 0xe2.toByte || second != 0x80.toByte || at + 2 >= end) NoMark
    else
      (Platform.getByte(base, at + 2) & 0xff) match {
        case 0xaf | 0x89 => mark(Space, 3)
        case 0x99        => mark(Apostrophe, 3)
        case _           => NoMark
      }
  }

  private def isPoint(byte: Byte): Boolean = byte == '.' || byte == ','

  private def isDigit(byte: Byte): Boolean = byte >= '0' && byte <= '9'
}
