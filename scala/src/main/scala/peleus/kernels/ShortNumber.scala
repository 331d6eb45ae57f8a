package peleus.kernels

/** Numbers of at most eight bytes: digits and at most one point or comma. They are read as one word, without a branch
  * where the digits end or the mark stands: both vary from cell to cell, so that such a branch would be mispredicted.
  *
  * What was found is a Long: the digits as one integer in the low half, above it the digits behind the mark and the
  * mark itself.
  */
private[kernels] object ShortNumber {

  /** Most bytes. */
  final val MaxLength = 8

  /** The cell holds something else. */
  final val Other = -1L

  /** Reads `length` bytes, 1 to [[MaxLength]], the last one a digit; gives [[Other]] for what is no such number. */
  def read(base: AnyRef, offset: Long, length: Int): Long = {
    val cell = Words.start(base, offset, length) << (8 * (MaxLength - length))
    val inFront = (Words.Zeros >>> (4 * length)) >>> (4 * length) // in two shifts, for a shift by 64 does nothing
    val digits = Words.digits(cell | inFront)
    val marks = Words.aboveNine(digits)
    if (marks == 0) integer(digits) else withMark(digits, marks)
  }

  /** The digits as an integer, the mark left out. */
  def mantissa(found: Long): Long = found & 0xffffffffL

  /** Digits behind the mark. */
  def fraction(found: Long): Int = (found >>> FractionBit).toInt & 0xff

  /** The mark, an ASCII character; 0 where there is none. */
  def mark(found: Long): Byte = (found >>> MarkBit).toByte

  private def withMark(digits: Long, marks: Long): Long = {
    val place = Words.before(marks)
    val mark = ((digits >>> (8 * place)) & 0xff) ^ '0'
    val isMark = (mark == '.' || mark == ',') && (marks & (marks - 1)) == 0
    if (!isMark) Other
    else {
      val before = Words.first(digits, place)
      val behind = digits ^ Words.first(digits, place + 1)
      integer(behind | (before << 8)) | ((MaxLength - 1L - place) << FractionBit) | (mark << MarkBit)
    }
  }

  /** Eight digits, the first one lowest, as an integer: neighbours are joined to numbers of two digits, then four, then
    * eight, by one multiplication each (Daniel Lemire, "Quickly parsing eight digits", 2018).
    */
  private def integer(digits: Long): Long = {
    val twos = ((digits * (1 + (10L << 8))) >>> 8) & 0x00ff00ff00ff00ffL
    val fours = ((twos * (1 + (100L << 16))) >>> 16) & 0x0000ffff0000ffffL
    (fours * (1 + (10000L << 32))) >>> 32
  }

  private final val FractionBit = 32
  private final val MarkBit = 40
}
