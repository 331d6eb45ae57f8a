package peleus.kernels

import java.lang.{Integer => JInteger, Long => JLong}
import java.nio.ByteOrder

import org.apache.spark.unsafe.Platform

/** A text taken in words of eight bytes, the first byte lowest, whatever the byte order of the machine. No byte outside
  * the text is ever read: what lies behind its end counts as zero.
  */
private[peleus] object Words {

  /** Fewest bytes of a text that is read by words. */
  final val MinLength = 4

  /** 0x80 in each byte. */
  final val HighBits = 0x8080808080808080L

  /** The first eight of `length` bytes, which are at least [[MinLength]]. */
  def head(base: AnyRef, offset: Long, length: Int): Long =
    if (length >= 8) long(base, offset)
    else (int(base, offset + length - 4) << ((length - 4) * 8)) | int(base, offset) // the overlap agrees with itself

  /** The first eight of any number of bytes, even of none. */
  def start(base: AnyRef, offset: Long, length: Int): Long =
    if (length >= MinLength) head(base, offset, length)
    else if (length == 0) 0L
    else {
      val half = length >> 1 // the first, the middle and the last byte are all of up to three
      byte(base, offset) | (byte(base, offset + half) << (half * 8)) |
        (byte(base, offset + length - 1) << ((length - 1) * 8))
    }

  /** The last eight of `length` bytes; zero with fewer than eight. */
  def tail(base: AnyRef, offset: Long, length: Int): Long =
    if (length >= 8) long(base, offset + length - 8) else 0L

  /** The eight bytes from `position` on, given the [[head]] of the text. Without a branch on the position, which would
    * be mispredicted wherever the parts of a text vary in length.
    */
  def at(base: AnyRef, offset: Long, position: Int, length: Int, head: Long): Long =
    if (length >= 8) {
      val start = math.min(position, length - 8)
      dropFirst(long(base, offset + start), math.min(position, length) - start)
    } else dropFirst(head, math.min(position, length))

  /** The first `count` bytes of a word, 0 to 8. */
  def first(word: Long, count: Int): Long = word & ~((-1L << (4 * count)) << (4 * count))

  /** A word without its first `count` bytes, 0 to 8: in two shifts, for a shift by 64 does nothing. */
  private def dropFirst(word: Long, count: Int): Long = (word >>> (4 * count)) >>> (4 * count)

  /** How many bytes of a word come before the first one whose high bit is set in `marks`: 0 to 8. */
  def before(marks: Long): Int = JLong.numberOfTrailingZeros(marks & HighBits) >>> 3

  /** A byte that is a digit becomes 0 to 9. */
  def digits(word: Long): Long = word ^ Zeros

  /** Marks bytes that are not 0 to 9 by their high bits. The lowest mark is right; those above it may be too many. */
  def aboveNine(values: Long): Long = ((values + AboveNine) | values) & HighBits

  /** The digit 0 in each byte. */
  final val Zeros = 0x3030303030303030L

  private final val AboveNine = 0x7676767676767676L

  /** The word of up to eight bytes. */
  def of(bytes: Seq[Byte]): Long = bytes.foldRight(0L)((byte, word) => (word << 8) | (byte & 0xff))

  private val bigEndian = ByteOrder.nativeOrder == ByteOrder.BIG_ENDIAN

  private def long(base: AnyRef, offset: Long): Long = {
    val word = Platform.getLong(base, offset)
    if (bigEndian) JLong.reverseBytes(word) else word
  }

  private def byte(base: AnyRef, offset: Long): Long = Platform.getByte(base, offset) & 0xffL

  private def int(base: AnyRef, offset: Long): Long = {
    val word = Platform.getInt(base, offset)
    JInteger.toUnsignedLong(if (bigEndian) JInteger.reverseBytes(word) else word)
  }
}
