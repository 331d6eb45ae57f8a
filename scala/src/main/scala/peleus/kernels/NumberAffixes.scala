package peleus.kernels

import org.apache.spark.unsafe.Platform

/** Reads what stands before and after the digits of a number: signs, parentheses, currencies, percent signs, multiples,
  * with blanks between them.
  *
  * What is found on one side is a Long: the bytes it takes in the high half, its meaning in the low half.
  *
  * @param currencies
  *   keys of the currencies, see [[CurrencyTokens]]
  */
final private[kernels] class NumberAffixes(
    parentheses: Boolean,
    trailingMinus: Boolean,
    percent: Boolean,
    multiples: Boolean,
    currencies: Array[Int]
) extends Serializable {
  import NumberAffixes._

  /** What stands from `start` to the number. */
  def before(base: AnyRef, start: Long, end: Long): Long = {
    var at = start
    var meaning = 0
    var found = leading(base, at, end)
    while (found != NoAffix) {
      meaning = join(meaning, found)
      at += found >>> LengthBit
      found = leading(base, at, end)
    }
    ((at - start) << 32) | meaning
  }

  /** What stands from the number to `end`. */
  def after(base: AnyRef, start: Long, end: Long): Long = {
    var at = end
    var meaning = 0
    var found = trailing(base, start, at)
    while (found != NoAffix) {
      meaning = join(meaning, found)
      at -= found >>> LengthBit
      found = trailing(base, start, at)
    }
    ((end - at) << 32) | meaning
  }

  private def leading(base: AnyRef, at: Long, end: Long): Int =
    if (at >= end) NoAffix
    else {
      val byte = Platform.getByte(base, at)
      if (isDigit(byte)) NoAffix
      else if (byte == '-') affix(1, Signed | Negative)
      else if (byte == '+') affix(1, Signed)
      else if (byte == '(') { if (parentheses) affix(1, Parenthesis | Signed | Negative) else NoAffix }
      else {
        val blank = Blanks.lengthAt(base, at, end)
        if (blank > 0) affix(blank, 0)
        else if (byte < 0 && isMinus(base, at, end)) affix(3, Signed | Negative)
        else money(CurrencyTokens.lengthAt(base, at, end, currencies))
      }
    }

  private def trailing(base: AnyRef, start: Long, end: Long): Int =
    if (end <= start) NoAffix
    else {
      val byte = Platform.getByte(base, end - 1)
      if (isDigit(byte)) NoAffix
      else if (byte == ')') { if (parentheses) affix(1, Parenthesis) else NoAffix }
      else if (byte == '-') { if (trailingMinus) affix(1, Signed | Negative) else NoAffix }
      else if (byte == '%') { if (percent) affix(1, Scaled | Share | power(-2)) else NoAffix }
      else {
        val blank = Blanks.lengthBefore(base, start, end)
        if (blank > 0) affix(blank, 0) else trailingSymbol(base, start, end, byte)
      }
    }

  private def trailingSymbol(base: AnyRef, start: Long, end: Long, last: Byte): Int = {
    val currency = CurrencyTokens.lengthBefore(base, start, end, currencies)
    if (currency > 0) money(currency)
    else if (last >= 0) { if (multiples) multiple(base, start, end, last) else NoAffix }
    else if (end - 3 < start) NoAffix
    else if (trailingMinus && isMinus(base, end - 3, end)) affix(3, Signed | Negative)
    else if (percent && isPerMille(base, end - 3)) affix(3, Scaled | Share | power(-3))
    else NoAffix
  }

  private def multiple(base: AnyRef, start: Long, end: Long, last: Byte): Int = last match {
    case 'k' | 'K' => affix(1, Scaled | power(3))
    case 'M'       => affix(1, Scaled | power(6))
    case 'd'       =>
      if (end - 2 >= start && Platform.getByte(base, end - 2) == 'M') affix(2, Scaled | power(9)) else NoAffix
    case _ => NoAffix
  }
}

private[kernels] object NumberAffixes {

  /** Bytes that the affixes of one side take. */
  def length(side: Long): Long = side >>> 32

  /** Whether one side holds nothing but blanks. */
  def isEmpty(side: Long): Boolean = side.toInt == 0

  /** Whether both sides together make sense: one sign, one currency, both parentheses or none, no share of money. */
  def agree(before: Long, after: Long): Boolean = {
    val both = (before | after).toInt
    (both & Repeated) == 0 && (before & after & (Signed | Money)) == 0 &&
    ((before ^ after) & Parenthesis) == 0 && (both & (Money | Share)) != (Money | Share)
  }

  /** Whether the number is below zero. */
  def isNegative(before: Long, after: Long): Boolean = ((before | after) & Negative) != 0

  /** The power of ten by which what stands after the number multiplies it. */
  def power(after: Long): Int = (after.toInt >> PowerBit).toByte.toInt

  // meanings, as bits
  final private val Signed = 1
  final private val Negative = 2
  final private val Parenthesis = 4
  final private val Money = 8
  final private val Scaled = 16
  final private val Share = 32
  final private val Repeated = 64

  /** The power of ten stands in the eight bits from here. */
  final private val PowerBit = 8

  /** The length of one affix stands in the bits from here. */
  final private val LengthBit = 16

  /** What one side may hold once only. */
  final private val Once = Signed | Parenthesis | Money | Scaled

  final private val NoAffix = 0

  private def affix(length: Int, meaning: Int): Int = (length << LengthBit) | meaning

  private def power(exponent: Int): Int = (exponent & 0xff) << PowerBit

  private def money(length: Int): Int = if (length == 0) NoAffix else affix(length, Money)

  private def join(meaning: Int, found: Int): Int = {
    val again = if ((meaning & found & Once) != 0) Repeated else 0
    meaning | (found & 0xffff) | again
  }

  private def isDigit(byte: Byte): Boolean = byte >= '0' && byte <= '9'

  /** The minus sign of typography, U+2212. */
  private def isMinus(base: AnyRef, at: Long, end: Long): Boolean =
    at + 2 < end && isThree(base, at, 0xe2, 0x88, 0x92)

  private def isPerMille(base: AnyRef, at: Long): Boolean = isThree(base, at, 0xe2, 0x80, 0xb0)

  private def isThree(base: AnyRef, at: Long, first: Int, second: Int, third: Int): Boolean =
    Platform.getByte(base, at) == first.toByte && Platform.getByte(base, at + 1) == second.toByte &&
      Platform.getByte(base, at + 2) == third.toByte
}
