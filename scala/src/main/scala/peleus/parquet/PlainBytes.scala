package peleus.parquet

import java.lang.{Integer => JInteger, Long => JLong}
import java.nio.ByteOrder
import java.util.Arrays

import org.apache.parquet.bytes.BytesInput
import org.apache.spark.unsafe.Platform

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

  def putInt(value: Int): Unit = {
    reserve(JInteger.BYTES)
    val lowFirst = if (bigEndian) JInteger.reverseBytes(value) else value
    Platform.putInt(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + filled, lowFirst)
    filled += JInteger.BYTES
  }

  def putLong(value: Long): Unit = {
    reserve(JLong.BYTES)
    val lowFirst = if (bigEndian) JLong.reverseBytes(value) else value
    Platform.putLong(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + filled, lowFirst)
    filled += JLong.BYTES
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
  private val bigEndian = ByteOrder.nativeOrder == ByteOrder.BIG_ENDIAN
}
