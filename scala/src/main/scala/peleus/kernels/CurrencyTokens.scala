package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform

/** Currencies as they stand beside amounts: codes of three letters (ISO 4217) in any case, and symbols. The key of one
  * is its bytes in one Int, letters as capitals, the last byte lowest.
  */
private[kernels] object CurrencyTokens {

  /** The currencies read unless others are listed. */
  val Defaults: Seq[String] = Seq("EUR", "USD", "GBP", "CHF", "JPY", "CAD")

  /** Keys of these codes and of their symbols. */
  def keys(codes: Seq[String]): Array[Int] = {
    val chosen = if (codes.isEmpty) Defaults else codes
    chosen.find(!_.matches("[A-Z]{3}")).foreach { code =>
      NumberParser.refuse(s"the currency \"$code\" is not a code of three capital letters, such as EUR")
    }
    chosen.flatMap(code => code +: Symbols.get(code).toSeq).distinct.map(key).toArray
  }

  /** Bytes of the currency that begins at `at`, 0 where none does. */
  def lengthAt(base: AnyRef, at: Long, end: Long, keys: Array[Int]): Int =
    if (keys.length == 0) 0
    else {
      val first = Platform.getByte(base, at)
      val length = if (isLetter(first)) 3 else if (first >= 0) 1 else if (first == Latin) 2 else 3
      if (at + length <= end && contains(keys, keyAt(base, at, length))) length else 0
    }

  /** Bytes of the currency that ends just before `end`, 0 where none does. */
  def lengthBefore(base: AnyRef, start: Long, end: Long, keys: Array[Int]): Int =
    if (keys.length == 0) 0
    else {
      val last = Platform.getByte(base, end - 1)
      val two = last < 0 && end - 2 >= start && Platform.getByte(base, end - 2) == Latin
      val length = if (two) 2 else if (last < 0 || isLetter(last)) 3 else 1
      if (end - length >= start && contains(keys, keyAt(base, end - length, length))) length else 0
    }

  private def keyAt(base: AnyRef, at: Long, length: Int): Int = {
    val first = Platform.getByte(base, at)
    if (length == 1) first.toInt
    else if (length == 2) join(first, Platform.getByte(base, at + 1))
    else {
      val key = (join(first, Platform.getByte(base, at + 1)) << 8) | (Platform.getByte(base, at + 2) & 0xff)
      if (first >= 0) key & Capitals else key
    }
  }

  private def join(first: Byte, second: Byte): Int = ((first & 0xff) << 8) | (second & 0xff)

  private def contains(keys: Array[Int], key: Int): Boolean = {
    var index = 0
    while (index < keys.length && keys(index) != key) index += 1
    index < keys.length
  }

  private def key(token: String): Int = token.getBytes(UTF_8).foldLeft(0)((key, byte) => (key << 8) | (byte & 0xff))

  /** Makes three letters capitals; nothing but a letter becomes one by it. */
  final private val Capitals = 0xdfdfdf

  private def isLetter(byte: Byte): Boolean = {
    val small = byte | 0x20
    small >= 'a' && small <= 'z'
  }

  /** First byte of a symbol of two bytes: of those known, the pound and the yen. */
  final private val Latin = 0xc2.toByte

  private val Symbols = Map("EUR" -> "€", "USD" -> "$", "CAD" -> "$", "GBP" -> "£", "JPY" -> "¥")
}
