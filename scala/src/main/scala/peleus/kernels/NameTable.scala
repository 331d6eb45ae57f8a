package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform

/** Finds a short name at a place in a cell, whatever its case and its accents.
  *
  * A name is the key of a table with open addressing: its first eight bytes in one word, the others in a second one.
  * The letters of a cell are taken as they stand first ([[find]]), and folded one by one ([[findFolded]]) when that
  * finds nothing. Built by [[NameTable.apply]].
  */
final private[kernels] class NameTable private (heads: Array[Long], tails: Array[Long], values: Array[Int])
    extends Serializable {
  private val shift = NameTable.shiftFor(heads.length)

  /** The name that the letters in a row at the start of these two words spell: its length in bytes in the bits above
    * [[NameTable.ValueBits]], its value below; 0 when they spell none of the names as these were given to the table.
    */
  def find(first: Long, second: Long): Int = {
    val head = NameTable.lower(first)
    val tail = NameTable.lower(second)
    val headLength = Words.before(NameTable.noLetters(head))
    val tailLength = if (headLength == 8) Words.before(NameTable.noLetters(tail)) else 0
    lookUp(Words.first(head, headLength), Words.first(tail, tailLength), headLength + tailLength)
  }

  /** Like [[find]], but letter by letter and without accents, composed (é) or decomposed (e and U+0301). */
  def findFolded(base: AnyRef, start: Long, end: Long): Int = {
    val limit = math.min(end, start + NameTable.MaxBytes)
    var head = 0L
    var tail = 0L
    var letters = 0
    var at = start
    var letter = NameTable.letterAt(base, at, limit)
    while (letter != NameTable.NoLetter) {
      if (letter != NameTable.Mark) {
        if (letters < 8) head |= letter.toLong << (8 * letters) else tail |= letter.toLong << (8 * (letters - 8))
        letters += 1
      }
      at += (if (Platform.getByte(base, at) < 0) 2 else 1)
      letter = if (letters < NameTable.MaxLetters) NameTable.letterAt(base, at, limit) else NameTable.NoLetter
    }
    lookUp(head, tail, (at - start).toInt)
  }

  private def lookUp(head: Long, tail: Long, length: Int): Int = {
    var slot = (NameTable.spread(head, tail) >>> shift).toInt
    while ((heads(slot) != head || tails(slot) != tail) && heads(slot) != 0) slot = (slot + 1) & (heads.length - 1)
    if (heads(slot) == 0) 0 else (length << NameTable.ValueBits) | values(slot)
  }
}

private[kernels] object NameTable {

  /** Low bits of a result, which hold the value of the name. */
  final val ValueBits = 8

  /** A table of names with values of 1 to 255. A name has 1 to 15 bytes: small letters, with or without accents of
    * Latin-1. A name is known by its letters without accents only if it is also given so.
    */
  def apply(names: Map[String, Int]): NameTable = {
    val size = Integer.highestOneBit(names.size.max(1)) * 4 // at most half full
    val heads = new Array[Long](size)
    val tails = new Array[Long](size)
    val values = new Array[Int](size)
    names.foreach { case (name, value) =>
      val (head, tail) = name.getBytes(UTF_8).toVector.splitAt(8)
      var slot = (spread(Words.of(head), Words.of(tail)) >>> shiftFor(size)).toInt
      while (heads(slot) != 0) slot = (slot + 1) & (size - 1)
      heads(slot) = Words.of(head)
      tails(slot) = Words.of(tail)
      values(slot) = value
    }
    new NameTable(heads, tails, values)
  }

  /** Whether a name directly followed by a character that begins with this byte could take it for its own letter. */
  def mayBeLetter(byte: Byte): Boolean =
    isLetter((byte | 0x20).toByte) || byte == 0xc3.toByte || byte == 0xcc.toByte || byte == 0xcd.toByte

  /** Letters read at most: one more than the longest name has, so that a longer row of letters is told from it. */
  final private val MaxLetters = 16

  /** Bytes folded at most, however many combining marks a cell holds. */
  final private val MaxBytes = 64

  final private val NoLetter = -1
  final private val Mark = 0

  /** Odd constants with well mixed bits (the golden ratio and a prime of xxHash). */
  private def spread(head: Long, tail: Long): Long = (head + tail * 0xc2b2ae3d27d4eb4fL) * 0x9e3779b97f4a7c15L

  /** Leaves as many high bits of a product as it takes to count the slots, a power of two. */
  private def shiftFor(slots: Int): Int = java.lang.Long.numberOfLeadingZeros(slots.toLong) + 1

  /** Small letters, in ASCII and in the second byte of Latin-1 letters (É is C3 89, é is C3 A9): the bit 0x20 of every
    * byte but the first of a character outside ASCII, whose two highest bits are set.
    */
  private def lower(word: Long): Long = {
    val firstOfMany = word & (word << 1) & Words.HighBits
    word | (0x2020202020202020L & ~(firstOfMany >>> 2))
  }

  /** Marks every byte of a lowered word that is neither a to z nor part of a character outside ASCII. */
  private def noLetters(word: Long): Long = {
    val ascii = word & ~Words.HighBits
    val fromA = ascii + 0x1f1f1f1f1f1f1f1fL // sets the high bit from 'a' on
    val pastZ = ascii + 0x0505050505050505L // sets the high bit past 'z'
    ~((fromA & ~pastZ) | word)
  }

  private def isLetter(lowered: Byte): Boolean = lowered >= 'a' && lowered <= 'z'

  /** The small letter at a place, without its accent; [[Mark]] for a combining mark; [[NoLetter]] for all else. */
  private def letterAt(base: AnyRef, at: Long, end: Long): Int =
    if (at >= end) NoLetter
    else {
      val byte = Platform.getByte(base, at)
      val lowered = (byte | 0x20).toByte
      if (isLetter(lowered)) lowered.toInt
      else if (byte < 0 && at + 1 < end) accented(byte & 0xff, Platform.getByte(base, at + 1) & 0xff)
      else NoLetter
    }

  private def accented(first: Int, second: Int): Int =
    if ((second & 0xc0) != 0x80) NoLetter
    else if (first == 0xc3) Latin1(second & 0x3f).toInt
    else if (first == 0xcc || (first == 0xcd && second <= 0xaf)) Mark // U+0300 to U+036F
    else NoLetter

  /** The letter under U+00C0 to U+00FF; those that are no accented a-z have none. */
  private val Latin1: Array[Byte] =
    ("aaaaaa-ceeeeiiii-nooooo--uuuuy--" + "aaaaaa-ceeeeiiii-nooooo--uuuuy-y")
      .map(letter => if (letter == '-') NoLetter.toByte else letter.toByte)
      .toArray
}
