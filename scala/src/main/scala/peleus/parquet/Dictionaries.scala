package peleus.parquet

import java.util.Arrays

import org.apache.spark.unsafe.Platform

import peleus.kernels.Words

/** Different values, numbered from 0 in the order in which they came: a hash table with open addressing, at most half
  * full.
  */
private[parquet] abstract class Dictionary {
  private var slots = new Array[Int](Dictionary.FirstSlots) // number + 1; 0 where there is none
  private var shift = Dictionary.shiftFor(Dictionary.FirstSlots)
  private var count = 0

  /** The values, as the dictionary's page holds them. */
  val plain = new PlainBytes

  /** How many values. */
  final def size: Int = count

  /** The slot at which a value is looked for first, by the highest bits of its hash, which are the best mixed. */
  final protected def first(hash: Int): Int = hash >>> shift

  final protected def next(slot: Int): Int = (slot + 1) & (slots.length - 1)

  /** The number that stands in a slot, -1 where there is none. */
  final protected def at(slot: Int): Int = slots(slot) - 1

  /** Notes that the next value stands in a slot which is free; gives its number. */
  final protected def take(slot: Int): Int = {
    slots(slot) = count + 1
    count += 1
    if (count * 2 > slots.length) grow()
    count - 1
  }

  final def clear(): Unit = {
    Arrays.fill(slots, 0)
    count = 0
    plain.clear()
  }

  /** The hash of a value that is there. */
  protected def hashOf(number: Int): Int

  private def grow(): Unit = {
    slots = new Array[Int](slots.length * 2)
    shift = Dictionary.shiftFor(slots.length)
    var number = 0
    while (number < count) {
      var slot = first(hashOf(number))
      while (slots(slot) != 0) slot = next(slot)
      slots(slot) = number + 1
      number += 1
    }
  }
}

private[parquet] object Dictionary {
  private final val FirstSlots = 256

  private def shiftFor(slots: Int): Int = Integer.numberOfLeadingZeros(slots) + 1

  /** An odd constant with well mixed bits (the golden ratio). */
  final val Golden = 0x9e3779b97f4a7c15L
}

/** Different numbers, told apart by their bits. */
private[parquet] final class NumberDictionary(isLong: Boolean) extends Dictionary {
  private var values = new Array[Long](64)

  def apply(number: Int): Long = values(number)

  /** The number of a value, which is added if it is new. */
  def numberOf(value: Long): Int = {
    var slot = first(hash(value))
    var number = at(slot)
    while (number >= 0 && values(number) != value) {
      slot = next(slot)
      number = at(slot)
    }
    if (number >= 0) number else add(value, slot)
  }

  private def add(value: Long, slot: Int): Int = {
    if (size == values.length) values = Arrays.copyOf(values, size * 2)
    values(size) = value
    if (isLong) plain.putLong(value) else plain.putInt(value.toInt)
    take(slot)
  }

  override protected def hashOf(number: Int): Int = hash(values(number))

  private def hash(value: Long): Int = ((value * Dictionary.Golden) >>> 32).toInt
}

/** Different texts, compared byte by byte. */
private[parquet] final class TextDictionary extends Dictionary {
  private var hashes = new Array[Int](64)
  private var starts = new Array[Int](64) // in the page
  private var lengths = new Array[Int](64)

  def start(number: Int): Int = starts(number)
  def length(number: Int): Int = lengths(number)

  /** The number of a text, which is added if it is new. */
  def numberOf(bytes: Array[Byte], offset: Int, length: Int): Int = {
    val hash = TextDictionary.hash(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + offset, length)
    var slot = first(hash)
    var number = at(slot)
    while (number >= 0 && !is(number, hash, bytes, offset, length)) {
      slot = next(slot)
      number = at(slot)
    }
    if (number >= 0) number else add(bytes, offset, length, hash, slot)
  }

  private def is(number: Int, hash: Int, bytes: Array[Byte], offset: Int, length: Int): Boolean =
    hashes(number) == hash && lengths(number) == length && {
      val start = starts(number)
      Arrays.equals(plain.array, start, start + length, bytes, offset, offset + length)
    }

  private def add(bytes: Array[Byte], offset: Int, length: Int, hash: Int, slot: Int): Int = {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2)
      starts = Arrays.copyOf(starts, size * 2)
      lengths = Arrays.copyOf(lengths, size * 2)
    }
    plain.putText(bytes, offset, length)
    hashes(size) = hash
    starts(size) = plain.size - length
    lengths(size) = length
    take(slot)
  }

  override protected def hashOf(number: Int): Int = hashes(number)
}

private object TextDictionary {

  /** Eight bytes at a time; the last ones overlap those before them. */
  private def hash(bytes: Array[Byte], offset: Long, length: Int): Int = {
    var hash = length.toLong
    if (length < 8) hash = mixed(hash, Words.start(bytes, offset, length))
    else {
      val last = offset + length - 8
      var at = offset
      while (at < last) {
        hash = mixed(hash, Platform.getLong(bytes, at))
        at += 8
      }
      hash = mixed(hash, Platform.getLong(bytes, last))
    }
    (hash >>> 32).toInt
  }

  private def mixed(hash: Long, word: Long): Long = {
    val product = (hash ^ word) * Dictionary.Golden
    product ^ (product >>> 32)
  }
}
