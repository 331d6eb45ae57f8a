package peleus.thetis.records

import java.lang.{Long => JLong}
import java.nio.ByteOrder

import org.apache.spark.unsafe.Platform

/** Eight bytes at a time: marks are the high bits of the bytes of a word, the first byte lowest. */
private[records] object Words {
  final val Bytes = 8

  private final val Ones = 0x0101010101010101L
  private final val LowBits = 0x7f7f7f7f7f7f7f7fL
  private val bigEndian = ByteOrder.nativeOrder == ByteOrder.BIG_ENDIAN

  /** The eight bytes from `at` on; the array is long enough. */
  def read(bytes: Array[Byte], at: Int): Long = {
    val word = Platform.getLong(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + at)
    if (bigEndian) JLong.reverseBytes(word) else word
  }

  /** The word of which each byte is this one. */
  def repeat(byte: Byte): Long = Ones * (byte & 0xff)

  /** Marks each byte of `word` that equals those of `repeated`, and no other. */
  def equal(word: Long, repeated: Long): Long = {
    val difference = word ^ repeated
    ~(((difference & LowBits) + LowBits) | difference | LowBits)
  }

  /** The bits of the first `count` bytes, less than 8. */
  def first(count: Int): Long = (1L << (count * 8)) - 1

  /** The place of the first mark, in bytes. */
  def place(marks: Long): Int = JLong.numberOfTrailingZeros(marks) >>> 3
}
