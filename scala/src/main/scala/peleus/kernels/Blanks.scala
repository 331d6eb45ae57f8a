package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform

/** The characters that count as blank around and inside a cell, in UTF-8.
  *
  * Space, tab, carriage return, line feed and NUL; no-break space (U+00A0), thin space (U+2009), zero-width space
  * (U+200B), narrow no-break space (U+202F) and the byte order mark (U+FEFF). Spreadsheets and French number and date
  * formats write the last five, which SQL's TRIM leaves in place.
  */
private[peleus] object Blanks {

  /** A byte above this one is neither the first nor the last byte of a blank, which one comparison tells: bytes are
    * signed, so those of a character outside ASCII are negative.
    */
  final val Highest = ' '

  /** Whether a blank may begin with this byte: false tells that none does. */
  def mayBegin(byte: Byte): Boolean = byte <= Highest && beginnings(byte & 0xff)

  /** Whether a blank may end with this byte. */
  def mayEnd(byte: Byte): Boolean = byte <= Highest && endings(byte & 0xff)

  /** Bytes of the blank that begins at `at`, 0 where none does. */
  def lengthAt(base: AnyRef, at: Long, end: Long): Int =
    if (at >= end) 0
    else {
      val first = Platform.getByte(base, at)
      if (first >= 0) { if (isAscii(first)) 1 else 0 }
      else if (at + 1 < end && isTwo(first, Platform.getByte(base, at + 1))) 2
      else if (at + 2 < end && isThree(first, Platform.getByte(base, at + 1), Platform.getByte(base, at + 2))) 3
      else 0
    }

  /** Bytes of the blank that ends just before `end`, 0 where none does. */
  def lengthBefore(base: AnyRef, start: Long, end: Long): Int =
    if (end <= start) 0
    else {
      val last = Platform.getByte(base, end - 1)
      if (last >= 0) { if (isAscii(last)) 1 else 0 }
      else if (end - 2 >= start && isTwo(Platform.getByte(base, end - 2), last)) 2
      else if (end - 3 >= start && isThree(Platform.getByte(base, end - 3), Platform.getByte(base, end - 2), last)) 3
      else 0
    }

  /** First position from `start` that holds no blank; `end` when all are. */
  def skip(base: AnyRef, start: Long, end: Long): Long = {
    var at = start
    var length = lengthAt(base, at, end)
    while (length > 0) {
      at += length
      length = lengthAt(base, at, end)
    }
    at
  }

  /** The end of the text once the blanks before `end` are left out. */
  def skipBack(base: AnyRef, start: Long, end: Long): Long = {
    var at = end
    var length = lengthBefore(base, start, at)
    while (length > 0) {
      at -= length
      length = lengthBefore(base, start, at)
    }
    at
  }

  /** Whether a character of a pattern is one of these blanks. */
  def isBlank(char: Char): Boolean = char match {
    case ' ' | '\t' | '\r' | '\n' | '\u0000' | '\u00a0' | '\u2009' | '\u200b' | '\u202f' | '\ufeff' => true
    case _                                                                                          => false
  }

  private val blanks = (0 to Char.MaxValue).map(_.toChar).filter(isBlank).map(_.toString.getBytes(UTF_8))
  private val beginnings = table(blanks.map(_.head))
  private val endings = table(blanks.map(_.last))

  private def table(bytes: Seq[Byte]): Array[Boolean] = Array.tabulate(1 << 8)(code => bytes.contains(code.toByte))

  private def isAscii(byte: Byte): Boolean =
    byte <= Highest && (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == 0)

  private def isTwo(first: Byte, second: Byte): Boolean = first == 0xc2.toByte && second == 0xa0.toByte

  private def isThree(first: Byte, second: Byte, third: Byte): Boolean =
    if (first == 0xe2.toByte)
      second == 0x80.toByte && (third == 0xaf.toByte || third == 0x89.toByte || third == 0x8b.toByte)
    else first == 0xef.toByte && second == 0xbb.toByte && third == 0xbf.toByte
}
