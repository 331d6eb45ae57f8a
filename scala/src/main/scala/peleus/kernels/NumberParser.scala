package peleus.kernels

import java.lang.Double.longBitsToDouble

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

/** Reads one cell of text as a number, by marks that are declared; see [[NumberParser.compile]]. Safe for use by many
  * threads.
  *
  * The whole cell must be one number; blanks around it are ignored ([[Blanks]]). Digits are those of ASCII. A sign may
  * stand before the number (+, -, U+2212), once. What else may stand around it is declared ([[NumberAffixes]]).
  *
  * Where one decimal mark is declared, nothing else is read as one. Where several are, the cell is read by its shape:
  * of two different marks the last is the decimal mark and the other groups; a mark that repeats groups; a mark that
  * stands once is the decimal mark, except where it may as well group (1,234), which is [[NumberParser.Ambiguous]].
  */
final class NumberParser private[kernels] (
    marks: NumberMarks,
    affixes: NumberAffixes,
    exponents: Boolean,
    indian: Boolean,
    precision: Int,
    scale: Int,
    exact: Boolean
) extends Serializable {
  import NumberParser._

  /** The number times 10 to the power `scale`, rounded half up (away from zero), or one of the codes of the companion.
    * Never throws, allocates nothing.
    *
    * @param s
    *   the cell; never null. Malformed UTF-8 is no number.
    */
  def parse(s: UTF8String): Long = parse(s.getBaseObject, s.getBaseOffset, s.numBytes)

  /** The same for a cell that lies in a larger buffer.
    *
    * @param base
    *   the object that holds the bytes, with `start` as Platform takes it
    * @param length
    *   bytes of the cell
    */
  def parse(base: AnyRef, start: Long, length: Int): Long = read(base, start, length, asDouble = false)

  /** The number as the double nearest to it, whatever the precision and the scale; NaN when it is none. */
  def parseDouble(s: UTF8String): Double = parseDouble(s.getBaseObject, s.getBaseOffset, s.numBytes)

  /** The same for a cell that lies in a larger buffer; see [[parse]]. */
  def parseDouble(base: AnyRef, start: Long, length: Int): Double = {
    val result = read(base, start, length, asDouble = true)
    if (result >= 0) longBitsToDouble(result)
    else if (isNumber(result)) -longBitsToDouble(-result)
    else Double.NaN
  }

  /** The code of why [[parseDouble]] gives a NaN, 0 when it gives a number. ([[parse]] returns its code itself.) */
  def code(s: UTF8String): Long = {
    val result = read(s.getBaseObject, s.getBaseOffset, s.numBytes, asDouble = true)
    if (isNumber(result)) 0L else result
  }

  /** The number as unscaled decimal or as the bits of a double, negated when it is below zero; or a code. */
  private def read(base: AnyRef, start: Long, length: Int, asDouble: Boolean): Long = {
    val end = start + length
    val bare = end > start && isDigit(base, start) && isDigit(base, end - 1)
    if (bare) magnitude(base, start, end, 0, asDouble) else readAffixed(base, start, end, asDouble)
  }

  private def readAffixed(base: AnyRef, start: Long, end: Long, asDouble: Boolean): Long = {
    val before = affixes.before(base, start, end)
    val first = start + NumberAffixes.length(before)
    if (first == end) { if (NumberAffixes.isEmpty(before)) Blank else NoNumber }
    else {
      val after = affixes.after(base, first, end)
      val last = end - NumberAffixes.length(after)
      if (!NumberAffixes.agree(before, after) || last == first || !isDigit(base, last - 1)) NoNumber
      else {
        val result = magnitude(base, first, last, NumberAffixes.power(after), asDouble)
        if (NumberAffixes.isNegative(before, after) && isNumber(result)) -result else result
      }
    }
  }

  private def magnitude(base: AnyRef, start: Long, end: Long, power: Int, asDouble: Boolean): Long = {
    val length = (end - start).toInt
    val short = if (length <= ShortNumber.MaxLength) ShortNumber.read(base, start, length) else ShortNumber.Other
    if (isClear(short))
      value(ShortNumber.mantissa(short), power - ShortNumber.fraction(short), base, start, end, asDouble)
    else {
      val decimal = marks.decimalOf(base, start, end)
      if (decimal == NumberMarks.Unclear) Ambiguous else scan(base, start, end, decimal, power, asDouble)
    }
  }

  private def isClear(short: Long): Boolean = short != ShortNumber.Other && {
    val mark = ShortNumber.mark(short)
    mark == 0 || marks.isDecimal(mark, ShortNumber.fraction(short))
  }

  /** Reads digits and marks in one pass; the last byte is a digit. One method, because its state would have to be an
    * object otherwise.
    *
    * @param power
    *   the power of ten by which what stands around the number multiplies it
    */
  private def scan(base: AnyRef, start: Long, end: Long, decimal: Int, power: Int, asDouble: Boolean): Long = {
    var at = start
    var mantissa = 0L
    var run = 0 // digits since the last mark
    var groups = DigitGroups.Ungrouped
    var inFraction = false
    var reading = true
    while (reading) {
      val from = at
      var digit = Platform.getByte(base, at) - '0'
      while (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit
        at += 1
        digit = if (at < end) Platform.getByte(base, at) - '0' else NotADigit
      }
      run = (at - from).toInt
      val mark = if (inFraction || at == end) NumberMarks.NoMark else marks.at(base, at, end)
      if (mark == NumberMarks.NoMark) reading = false
      else {
        inFraction = NumberMarks.kind(mark) == decimal
        groups =
          if (inFraction) DigitGroups.closed(groups, run, indian)
          else DigitGroups.add(groups, NumberMarks.kind(mark), run)
        at += NumberMarks.length(mark)
      }
    }
    val written = if (at == end) 0 else exponent(base, start, at, end)
    if (written == NoExponent) misplaced(base, at, end)
    else if (!DigitGroups.areWellFormed(groups, run, indian)) BadGroup
    else {
      val exponent = power + written - (if (inFraction) run else 0)
      if (at - start > NumberValue.SafeLength) large(base, start, at, exponent, asDouble)
      else value(mantissa, exponent, base, start, at, asDouble)
    }
  }

  private def value(mantissa: Long, exponent: Int, base: AnyRef, start: Long, end: Long, asDouble: Boolean): Long =
    if (asDouble) NumberValue.doubleBits(mantissa, exponent, base, start, end)
    else NumberValue.unscaled(mantissa, exponent + scale, precision, exact)

  /** The value of digits that may be too many for a mantissa. */
  private def large(base: AnyRef, start: Long, end: Long, exponent: Int, asDouble: Boolean): Long = {
    val kept = NumberValue.endOfMantissa(base, start, end)
    val dropped = NumberValue.countDigits(base, kept, end)
    if (asDouble && dropped > 0) NumberValue.nearest(base, start, end, exponent)
    else {
      val found = value(NumberValue.mantissa(base, start, kept), exponent + dropped, base, start, end, asDouble)
      if (exact && !asDouble && isNumber(found) && NumberValue.hasNonZero(base, kept, end)) TooPrecise else found
    }
  }

  /** The exponent that stands from `at` to the end, after a digit; [[NoExponent]] when something else does. */
  private def exponent(base: AnyRef, start: Long, at: Long, end: Long): Int =
    if (!exponents || (Platform.getByte(base, at) | 0x20) != 'e' || at == start || !isDigit(base, at - 1)) NoExponent
    else {
      val sign = Platform.getByte(base, at + 1)
      var position = if (sign == '-' || sign == '+') at + 2 else at + 1
      var value = 0
      while (position < end && isDigit(base, position)) {
        value = math.min(value * 10 + Platform.getByte(base, position) - '0', HighestExponent)
        position += 1
      }
      if (position < end) NoExponent else if (sign == '-') -value else value
    }

  /** Why a number does not go on at `at`: declared marks in a wrong place, or something that is no number. */
  private def misplaced(base: AnyRef, at: Long, end: Long): Long = {
    var position = at
    var length = 1
    while (position < end && length > 0) {
      length = if (isDigit(base, position)) 1 else NumberMarks.length(marks.at(base, position, end))
      position += length
    }
    if (length > 0) BadGroup else NoNumber
  }
}

/** Compiles parsers and names their answers. */
object NumberParser {

  /** The cell is no number by what is declared. */
  final val NoNumber = Long.MinValue

  /** Digits and declared marks, but not in a number's shape: 1,23,45; 12 34; two decimal marks. */
  final val BadGroup = Long.MinValue + 1

  /** Several decimal marks are declared and this one may as well group: 1,234. */
  final val Ambiguous = Long.MinValue + 2

  /** A number with more digits than the precision leaves room for, or one that no double can hold. */
  final val Overflow = Long.MinValue + 3

  /** Empty, or blanks only: missing, not invalid. */
  final val Blank = Long.MinValue + 4

  /** A number with digits that the scale has no room for, where nothing may be rounded. */
  final val TooPrecise = Long.MinValue + 5

  /** Whether a result of [[NumberParser.parse]] is a number and not one of the codes. */
  def isNumber(result: Long): Boolean = result >= Long.MinValue + 16

  /** Most digits of a number. */
  final val HighestPrecision = 18

  /** What may be allowed beside signs, digits and marks. */
  val Allowances: Seq[String] =
    Seq("parentheses", "trailing_minus", "percent", "exponent", "currency", "multiples", "indian")

  /** The parser of numbers that are written so.
    *
    * @param decimalMarks
    *   "." or ",", or both where cells differ
    * @param groupMarks
    *   marks between groups of three digits: "space" (also " "; stands for the space, U+00A0, U+2009 and U+202F), ".",
    *   ",", "'" (also U+2019). A number holds one kind only. Several decimal marks group as well, undeclared.
    * @param allow
    *   what else is read: parentheses, (12) is -12; trailing_minus, 12-; percent, 12 % is 0.12 and 12 ‰ is 0.012;
    *   exponent, 1.2e3; currency, once, before or after the number; multiples, 12 k, 12 M and 12 Md (1000 million);
    *   indian, 12,34,567
    * @param currencies
    *   the currencies read, as codes of three letters; their symbols are read as well. Empty:
    *   [[CurrencyTokens.Defaults]].
    * @param precision
    *   most digits of the result, 1 to 18
    * @param scale
    *   digits after the decimal mark, 0 to the precision
    * @param exact
    *   whether [[NumberParser.parse]] refuses as [[TooPrecise]] what it would have to round; zeros may go
    * @throws IllegalArgumentException
    *   when one of these is not usable; the message says what is allowed
    */
  def compile(
      decimalMarks: Seq[String],
      groupMarks: Seq[String],
      allow: Set[String],
      currencies: Seq[String],
      precision: Int,
      scale: Int,
      exact: Boolean = false
  ): NumberParser = {
    allow.toSeq.sorted.find(!Allowances.contains(_)).foreach { word =>
      refuse(s"\"$word\" is nothing that numbers can be allowed; allowed are ${Allowances.mkString(", ")}")
    }
    if (currencies.nonEmpty && !allow("currency"))
      refuse("currencies are listed, but \"currency\" is not among what is allowed")
    if (precision < 1 || precision > HighestPrecision)
      refuse(s"the precision $precision is not possible; allowed are 1 to $HighestPrecision")
    if (scale < 0 || scale > precision)
      refuse(s"the scale $scale is not possible; allowed are 0 to the precision, which is $precision")
    val affixes = new NumberAffixes(
      parentheses = allow("parentheses"),
      trailingMinus = allow("trailing_minus"),
      percent = allow("percent"),
      multiples = allow("multiples"),
      currencies = if (allow("currency")) CurrencyTokens.keys(currencies) else Array.empty
    )
    val marks = NumberMarks.compile(decimalMarks, groupMarks)
    new NumberParser(marks, affixes, allow("exponent"), allow("indian"), precision, scale, exact)
  }

  private[kernels] def refuse(sentence: String): Nothing = throw new IllegalArgumentException(sentence)

  final private val NoExponent = Int.MinValue

  final private val NotADigit = -1

  /** Every exponent beyond it has the same effect, and sums of it do not overflow. */
  final private val HighestExponent = 100000000

  private def isDigit(base: AnyRef, at: Long): Boolean = {
    val byte = Platform.getByte(base, at)
    byte >= '0' && byte <= '9'
  }
}
