package peleus.kernels

import org.apache.spark.unsafe.Platform

/** White space and unseen characters in UTF-8, for what cleans a text rather than reads it ([[Blanks]] is the short
  * list for cells of numbers and dates).
  *
  * White space is what has the Unicode property White_Space: tab to carriage return, space, U+0085, U+00A0, U+1680,
  * U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. Unseen are the zero-width space (U+200B), the word joiner
  * (U+2060), the byte order mark (U+FEFF) and the control characters that are no white space. The joiners U+200C and
  * U+200D and the soft hyphen are neither: scripts, emoji and words need them.
  */
private[kernels] object Spacing {

  /** What begins at `at`: the bytes of a white space, less than 0 (minus the bytes) for an unseen character, 0 for what
    * is neither and at the end. Malformed bytes are neither.
    */
  def at(base: AnyRef, at: Long, end: Long): Int =
    if (at >= end) 0
    else {
      val first = Platform.getByte(base, at)
      if (first >= 0) ofOne(first)
      else if (at + 1 >= end) 0
      else if (first == 0xc2.toByte) ofTwo(Platform.getByte(base, at + 1) & 0xff)
      else if (at + 2 >= end) 0
      else ofThree(first & 0xff, (Platform.getByte(base, at + 1) & 0xff) << 8 | (Platform.getByte(base, at + 2) & 0xff))
    }

  /** First position from `start` that holds neither white space nor an unseen character; `end` when there is none. */
  def skip(base: AnyRef, start: Long, end: Long): Long = {
    var position = start
    var found = at(base, position, end)
    while (found != 0) {
      position += math.abs(found)
      found = at(base, position, end)
    }
    position
  }

  /** The end of the text once the white space and the unseen characters before `end` are left out. */
  def skipBack(base: AnyRef, start: Long, end: Long): Long = {
    var position = end
    while (position - start >= 8 && Words.head(base, position - 8, 8) == EightSpaces) position -= 8 // padded cells
    var length = lengthBefore(base, start, position)
    while (length > 0) {
      position -= length
      length = lengthBefore(base, start, position)
    }
    position
  }

  /** Marks the high bit of every byte of a word that may begin what [[at]] finds, other than a plain space. All bytes
    * that do are marked, and few others: the leading bytes from E0 on, and C2. The accented letters begin with C3.
    */
  def suspects(word: Long): Long = {
    val low = word & ~Words.HighBits
    val fromSpace = low + 0x6060606060606060L
    val delete = low + 0x0101010101010101L
    val controls = ~((fromSpace & ~delete) | word) & Words.HighBits
    if ((word & Words.HighBits) == 0) controls
    else controls | zeroBytes(word ^ 0xc2c2c2c2c2c2c2c2L) | (word & (word << 1) & (word << 2) & Words.HighBits)
  }

  /** Marks every plain space that follows another one in a word. */
  def repeatedSpaces(word: Long): Long = {
    val spaces = zeroBytes(word ^ EightSpaces)
    spaces & (spaces << 8)
  }

  final private val EightSpaces = 0x2020202020202020L

  private def zeroBytes(word: Long): Long =
    ~(((word & ~Words.HighBits) + ~Words.HighBits) | word) & Words.HighBits

  /** Bytes of what ends just before `end`, 0 where it is to be kept. */
  private def lengthBefore(base: AnyRef, start: Long, end: Long): Int =
    if (end <= start) 0
    else if (Platform.getByte(base, end - 1) >= 0) math.abs(at(base, end - 1, end))
    else if (end - 2 >= start && isWhole(base, end - 2, end)) 2
    else if (end - 3 >= start && isWhole(base, end - 3, end)) 3
    else 0

  private def isWhole(base: AnyRef, start: Long, end: Long): Boolean = math.abs(at(base, start, end)) == end - start

  private def ofOne(byte: Byte): Int =
    if (byte > ' ' && byte != 0x7f) 0
    else if (byte == ' ' || (byte >= '\t' && byte <= '\r')) 1
    else -1

  private def ofTwo(second: Int): Int =
    if (second == 0xa0 || second == 0x85) 2
    else if (second >= 0x80 && second <= 0x9f) -2
    else 0

  private def ofThree(first: Int, rest: Int): Int = first match {
    case 0xe1 => if (rest == 0x9a80) 3 else 0
    case 0xe2 =>
      if ((rest >= 0x8080 && rest <= 0x808a) || rest == 0x80a8 || rest == 0x80a9 || rest == 0x80af || rest == 0x819f) 3
      else if (rest == 0x808b || rest == 0x81a0) -3
      else 0
    case 0xe3 => if (rest == 0x8080) 3 else 0
    case 0xef => if (rest == 0xbbbf) -3 else 0
    case _    => 0
  }
}
