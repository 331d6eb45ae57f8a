package peleus.kernels

import java.lang.{Long => JLong}
import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform

/** A set of texts, compared byte by byte; see [[TextSet.apply]]. Safe for use by many threads.
  *
  * A table with open addressing. Its keys are the first and the last eight bytes of a text, which together with the
  * length are all of a short one; only of longer texts the bytes between are compared one by one.
  */
final class TextSet private (texts: Array[Array[Byte]], heads: Array[Long], tails: Array[Long]) extends Serializable {
  private val shift = TextSet.shiftFor(texts.length)

  /** Whether these bytes are one of the texts. Never throws, allocates nothing.
    *
    * @param base
    *   the object that holds the bytes, with `offset` as Platform takes it
    * @param length
    *   bytes of the text
    */
  def contains(base: AnyRef, offset: Long, length: Int): Boolean = {
    val head = Words.start(base, offset, length)
    val tail = Words.tail(base, offset, length)
    var slot = (TextSet.spread(head, tail, length) >>> shift).toInt
    while (texts(slot) != null && !isAt(slot, head, tail, base, offset, length)) slot = (slot + 1) & (texts.length - 1)
    texts(slot) != null
  }

  private def isAt(slot: Int, head: Long, tail: Long, base: AnyRef, offset: Long, length: Int): Boolean =
    heads(slot) == head && tails(slot) == tail && texts(slot).length == length &&
      (length <= TextSet.KeyBytes || isSame(texts(slot), base, offset, length))

  private def isSame(text: Array[Byte], base: AnyRef, offset: Long, length: Int): Boolean = {
    var at = 0
    while (at < length && text(at) == Platform.getByte(base, offset + at)) at += 1
    at == length
  }
}

object TextSet {

  /** The set of these texts. */
  def apply(texts: Seq[String]): TextSet = {
    val slots = Integer.highestOneBit(math.max(texts.size, 1)) * 4 // at most half full
    val table = new Array[Array[Byte]](slots)
    val (heads, tails) = (new Array[Long](slots), new Array[Long](slots))
    texts.distinct.map(_.getBytes(UTF_8)).foreach { text =>
      val first = Words.start(text, Platform.BYTE_ARRAY_OFFSET.toLong, text.length)
      val last = Words.tail(text, Platform.BYTE_ARRAY_OFFSET.toLong, text.length)
      var slot = (spread(first, last, text.length) >>> shiftFor(slots)).toInt
      while (table(slot) != null) slot = (slot + 1) & (slots - 1)
      table(slot) = text
      heads(slot) = first
      tails(slot) = last
    }
    new TextSet(table, heads, tails)
  }

  /** Bytes that the keys hold. */
  private final val KeyBytes = 16

  /** Odd constants with well mixed bits (the golden ratio and a prime of xxHash). */
  private def spread(head: Long, tail: Long, length: Int): Long =
    (head + tail * 0xc2b2ae3d27d4eb4fL + length) * 0x9e3779b97f4a7c15L

  private def shiftFor(slots: Int): Int = JLong.numberOfLeadingZeros(slots.toLong) + 1
}
