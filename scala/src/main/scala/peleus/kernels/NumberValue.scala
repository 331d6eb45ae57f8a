package peleus.kernels

import java.lang.{Double => JDouble, Long => JLong, StringBuilder => JStringBuilder}

import org.apache.spark.unsafe.Platform

/** Turns the digits of a number into a decimal or a double. A mantissa is unsigned and holds the first 19 digits that
  * count; the number is the mantissa times a power of ten.
  */
private[kernels] object NumberValue {

  /** Bytes of digits and marks that no mantissa is too small for. */
  final val SafeLength = 18

  /** Where the digits of a mantissa end: at most 19, leading zeros not counted. */
  def endOfMantissa(base: AnyRef, start: Long, end: Long): Long = {
    var at = start
    var digits = 0
    while (at < end && digits < MantissaDigits) {
      val byte = Platform.getByte(base, at)
      if (isDigit(byte) && (byte != '0' || digits > 0)) digits += 1
      at += 1
    }
    at
  }

  /** The mantissa that the digits among these bytes make. */
  def mantissa(base: AnyRef, start: Long, end: Long): Long = {
    var mantissa = 0L
    var at = start
    while (at < end) {
      val byte = Platform.getByte(base, at)
      if (isDigit(byte)) mantissa = mantissa * 10 + (byte - '0')
      at += 1
    }
    mantissa
  }

  /** How many of these bytes are digits. */
  def countDigits(base: AnyRef, start: Long, end: Long): Int = {
    var digits = 0
    var at = start
    while (at < end) {
      if (isDigit(Platform.getByte(base, at))) digits += 1
      at += 1
    }
    digits
  }

  /** `mantissa` times ten to the power `exponent`, rounded half up; [[NumberParser.Overflow]] when that has more digits
    * than `precision`. One digit behind the result's last is enough to round it, so that digits dropped from a mantissa
    * do not matter.
    *
    * @param exact
    *   whether nothing is rounded: digits that would be lost and are not zero give [[NumberParser.TooPrecise]]
    */
  def unscaled(mantissa: Long, exponent: Int, precision: Int, exact: Boolean): Long =
    if (mantissa == 0) 0L
    else if (exponent >= 0) {
      val fits = exponent <= precision && mantissa > 0 && mantissa < Powers(precision - exponent)
      if (fits) mantissa * Powers(exponent) else NumberParser.Overflow
    } else if (-exponent >= Powers.length) { if (exact) NumberParser.TooPrecise else 0L }
    else if (exact && JLong.remainderUnsigned(mantissa, Powers(-exponent)) != 0) NumberParser.TooPrecise
    else {
      val rounded = divideHalfUp(mantissa, Powers(-exponent))
      if (rounded < Powers(precision)) rounded else NumberParser.Overflow
    }

  /** Whether one of these bytes is a digit and not zero. */
  def hasNonZero(base: AnyRef, start: Long, end: Long): Boolean = {
    var at = start
    while (at < end && !isNonZero(Platform.getByte(base, at))) at += 1
    at < end
  }

  /** The bits of the double nearest to `mantissa` times ten to the power `exponent`, [[NumberParser.Overflow]] where it
    * is infinite.
    *
    * Both factors are exact doubles up to 2^53 and 10^22, so that one operation rounds correctly (William D. Clinger,
    * "How to read floating point numbers accurately", 1990). The JDK reads the others from the digits.
    *
    * @param start
    *   where the digits of the mantissa begin; other bytes among them are marks
    */
  def doubleBits(mantissa: Long, exponent: Int, base: AnyRef, start: Long, end: Long): Long =
    if (mantissa == 0) 0L
    else if (mantissa > 0 && mantissa <= ExactMantissa && exponent >= -HighestExact && exponent <= HighestExact) {
      val value = if (exponent < 0) mantissa / ExactPowers(-exponent) else mantissa * ExactPowers(exponent)
      JDouble.doubleToRawLongBits(value)
    } else nearest(base, start, end, exponent)

  /** The bits of the double nearest to these digits, taken as one integer, times ten to the power `exponent`;
    * [[NumberParser.Overflow]] where it is infinite.
    */
  def nearest(base: AnyRef, start: Long, end: Long, exponent: Int): Long = {
    val text = new JStringBuilder
    var at = start
    while (at < end) {
      val byte = Platform.getByte(base, at)
      if (isDigit(byte)) text.append(byte.toChar)
      at += 1
    }
    val value = JDouble.parseDouble(text.append('e').append(exponent).toString)
    if (JDouble.isInfinite(value)) NumberParser.Overflow else JDouble.doubleToRawLongBits(value)
  }

  private def divideHalfUp(mantissa: Long, power: Long): Long = {
    val quotient = JLong.divideUnsigned(mantissa, power)
    val rest = mantissa - quotient * power
    if (JLong.compareUnsigned(rest, power >>> 1) >= 0) quotient + 1 else quotient
  }

  /** 10^0 to 10^19, the last one unsigned. */
  private val Powers: Array[Long] = Array.iterate(1L, 20)(_ * 10)

  final private val MantissaDigits = 19

  final private val ExactMantissa = 1L << 53
  final private val HighestExact = 22
  private val ExactPowers: Array[Double] = Array.tabulate(HighestExact + 1)(power => s"1e$power".toDouble)

  private def isDigit(byte: Byte): Boolean = byte >= '0' && byte <= '9'
  private def isNonZero(byte: Byte): Boolean = byte >= '1' && byte <= '9'
}
