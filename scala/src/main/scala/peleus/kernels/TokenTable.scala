package peleus.kernels

import java.lang.{Long => JLong}
import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform

/** Finds a whole text among short tokens, whatever its case and the accents of its Latin letters.
  *
  * A token is the key of a table with open addressing: its first eight bytes, once folded, in one word, the others in a
  * second one. Built by [[TokenTable.apply]].
  */
final private[kernels] class TokenTable private (heads: Array[Long], tails: Array[Long], values: Array[Int])
    extends Serializable {
  private val shift = TokenTable.shiftFor(heads.length)

  /** The value of the token that the bytes spell, `otherwise` when they spell none. */
  def find(base: AnyRef, start: Long, end: Long, otherwise: Int): Int = {
    var head = 0L
    var tail = 0L
    var size = 0
    var at = start
    while (at < end && size <= TokenTable.MaxBytes) {
      val found = TokenTable.foldAt(base, at, end)
      if (TokenTable.hasByte(found)) {
        if (size < 8) head |= (found & 0xffL) << (8 * size) else tail |= (found & 0xffL) << (8 * (size - 8))
        size += 1
      }
      at += TokenTable.length(found)
    }
    if (size == 0 || size > TokenTable.MaxBytes) otherwise else lookUp(head, tail, otherwise)
  }

  private def lookUp(head: Long, tail: Long, otherwise: Int): Int = {
    var slot = (TokenTable.spread(head, tail) >>> shift).toInt
    while (heads(slot) != 0 && (heads(slot) != head || tails(slot) != tail)) slot = (slot + 1) & (heads.length - 1)
    if (heads(slot) == 0) otherwise else values(slot)
  }
}

private[kernels] object TokenTable {

  /** Bytes of the longest token, once folded. */
  final val MaxBytes = 16

  /** A table of tokens, each folded by [[fold]] and of 1 to [[MaxBytes]] bytes. */
  def apply(tokens: Map[Seq[Byte], Int]): TokenTable = {
    val size = Integer.highestOneBit(tokens.size) * 4 // at most half full
    val heads = new Array[Long](size)
    val tails = new Array[Long](size)
    val values = new Array[Int](size)
    tokens.foreach { case (token, value) =>
      val (head, tail) = (word(token.take(8)), word(token.drop(8)))
      var slot = (spread(head, tail) >>> shiftFor(size)).toInt
      while (heads(slot) != 0) slot = (slot + 1) & (size - 1)
      heads(slot) = head
      tails(slot) = tail
      values(slot) = value
    }
    new TokenTable(heads, tails, values)
  }

  /** The bytes of a token without blanks around it, in small letters and without accents. */
  def fold(token: String): Seq[Byte] = {
    val bytes = token.getBytes(UTF_8)
    val end = Platform.BYTE_ARRAY_OFFSET.toLong + bytes.length
    val start = Blanks.skip(bytes, Platform.BYTE_ARRAY_OFFSET.toLong, end)
    val last = Blanks.skipBack(bytes, start, end)
    Iterator
      .unfold(start)(at => Option.when(at < last)(foldAt(bytes, at, last)).map(found => (found, at + length(found))))
      .filter(hasByte)
      .map(_.toByte)
      .toVector
  }

  /** What stands at `at`: how many bytes it takes ([[length]]) and the one byte it is folded to, unless it is a
    * combining accent ([[hasByte]]). What is no Latin letter stands for itself, byte by byte.
    */
  private def foldAt(base: AnyRef, at: Long, end: Long): Int = {
    val byte = Platform.getByte(base, at)
    if (byte >= 0) one(if (byte >= 'A' && byte <= 'Z') byte | 0x20 else byte.toInt)
    else if (at + 1 < end) foldTwo(byte, Platform.getByte(base, at + 1) & 0xff)
    else one(byte & 0xff)
  }

  private def foldTwo(first: Byte, second: Int): Int =
    if ((second & 0xc0) != 0x80) one(first & 0xff)
    else
      (first & 0xff) match {
        case 0xc3 if Latin1(second & 0x3f) != '-' => TwoBytes | WithByte | Latin1(second & 0x3f)
        case 0xcc                                 => TwoBytes // U+0300 to U+033F
        case 0xcd if second <= 0xaf               => TwoBytes // U+0340 to U+036F
        case other                                => one(other)
      }

  private def one(byte: Int): Int = OneByte | WithByte | byte

  private def hasByte(found: Int): Boolean = (found & WithByte) != 0

  private def length(found: Int): Int = found >>> LengthBit

  final private val WithByte = 1 << 8
  final private val LengthBit = 9
  final private val OneByte = 1 << LengthBit
  final private val TwoBytes = 2 << LengthBit

  /** The letter under U+00C0 to U+00FF; those that are no accented a-z have none. */
  private val Latin1: Array[Char] =
    ("aaaaaa-ceeeeiiii-nooooo--uuuuy--" + "aaaaaa-ceeeeiiii-nooooo--uuuuy-y").toCharArray

  private def word(bytes: Seq[Byte]): Long = bytes.foldRight(0L)((byte, word) => (word << 8) | (byte & 0xff))

  /** Odd constants with well mixed bits (the golden ratio and a prime of xxHash). */
  private def spread(head: Long, tail: Long): Long = (head + tail * 0xc2b2ae3d27d4eb4fL) * 0x9e3779b97f4a7c15L

  /** Leaves as many high bits of a product as it takes to count the slots, a power of two. */
  private def shiftFor(slots: Int): Int = JLong.numberOfLeadingZeros(slots.toLong) + 1
}
