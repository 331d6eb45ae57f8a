package peleus.parquet

import java.lang.{Integer => JInteger, Long => JLong}
import java.util.Arrays

import org.apache.parquet.bytes.BytesInput

import peleus.delivery.ByteWords

/** Values in Parquet's encoding PLAIN, one behind the other: numbers with their lowest byte first, texts as their
  * length and their bytes.
  */
private[parquet] final class PlainBytes {
  import PlainBytes._

  private var bytes = new Array[Byte](FirstBytes)
  private var filled = 0

  /** Bytes so far. */
  def size: Int = filled

  /** What was put so far, from 0 to [[size]]; another array once more is put. */
  def array: Array[Byte] = bytes

  def putInt(value: Int): Unit = putFirst(JInteger.BYTES, value.toLong)
  def putLong(value: Long): Unit = putFirst(JLong.BYTES, value)

  /** Puts the lowest bytes of a word: all are written, and those behind are written over. */
  private def putFirst(count: Int, word: Long): Unit = {
    reserve(ByteWords.Bytes)
    ByteWords.put(bytes, filled, word)
    filled += count
  }

  /** Puts a text, `length` bytes from `offset` on. */
  def putText(from: Array[Byte], offset: Int, length: Int): Unit = {
    putInt(length)
    reserve(length)
    System.arraycopy(from, offset, bytes, filled, length)
    filled += length
  }

  def clear(): Unit = filled = 0

  /** The bytes for parquet-java, which reads them before more are put. */
  def input: BytesInput = first(filled)

  /** The first ones of them, likewise. */
  def first(count: Int): BytesInput = BytesInput.from(bytes, 0, count)

  private def reserve(more: Int): Unit = {
    val needed = Math.addExact(filled, more)
    if (needed > bytes.length) bytes = Arrays.copyOf(bytes, math.max(needed, math.min(bytes.length * 2L, Most).toInt))
  }
}

private object PlainBytes {
  private final val FirstBytes = 1 << 10
  private final val Most = Int.MaxValue - 16L // arrays cannot be longer
}
