package peleus.delivery

import java.lang.{Long => JLong}
import java.nio.ByteOrder

import org.apache.spark.unsafe.Platform

/** Eight bytes of an array at a time, the first one lowest, whatever the byte order of the machine. */
private[peleus] object ByteWords {

  /** Bytes of a word. */
  final val Bytes = 8

  /** Bytes that an array must have behind the last one of a text that is read by words. */
  final val Padding = 8

  final val HighBits = 0x8080808080808080L
  private final val LowBits = 0x0101010101010101L

  private val bigEndian = ByteOrder.nativeOrder == ByteOrder.BIG_ENDIAN

  def get(bytes: Array[Byte], at: Int): Long = {
    val word = Platform.getLong(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + at)
    if (bigEndian) JLong.reverseBytes(word) else word
  }

  def put(bytes: Array[Byte], at: Int, word: Long): Unit =
    Platform.putLong(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + at, if (bigEndian) JLong.reverseBytes(word) else word)

  /** A byte in all eight places. */
  def repeat(byte: Byte): Long = (byte & 0xff) * LowBits

  /** Marks bytes that are zero by their high bits. The lowest mark is right; those above it may be too many. */
  def firstZero(word: Long): Long = (word - LowBits) & ~word & HighBits

  /** Marks each byte of `word` that equals those of `repeated`, and no other. */
  def equal(word: Long, repeated: Long): Long = {
    val difference = word ^ repeated
    ~(((difference & ~HighBits) + ~HighBits) | difference | ~HighBits)
  }

  /** The bits of the first `count` bytes, less than 8. */
  def first(count: Int): Long = (1L << (count * 8)) - 1

  /** How many bytes are zero. */
  def zeros(word: Long): Int = JLong.bitCount(~(((word & ~HighBits) + ~HighBits) | word) & HighBits)

  /** Bytes before the lowest mark. */
  def before(marks: Long): Int = JLong.numberOfTrailingZeros(marks) >>> 3
}
