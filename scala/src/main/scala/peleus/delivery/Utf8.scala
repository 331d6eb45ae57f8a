package peleus.delivery

/** Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (Unicode, table 3-7). */
private[peleus] object Utf8 {

  /** First byte from `from` that belongs to no well-formed character; `to` when all do. A character must end before
    * `to`. The array must have [[ByteWords.Padding]] bytes behind `to`.
    */
  def firstMalformed(bytes: Array[Byte], from: Int, to: Int): Int = {
    var at = skipAscii(bytes, from, to)
    var length = 1
    while (at < to && length > 0) {
      length = lengthAt(bytes, at, to)
      if (length > 0) at = if (bytes(at + length) < 0) at + length else skipAscii(bytes, at + length, to)
    }
    math.min(at, to)
  }

  /** First byte from `from` outside ASCII; `to` when there is none. The array must be padded like above. */
  def skipAscii(bytes: Array[Byte], from: Int, to: Int): Int = {
    var at = from
    while (at + 32 <= to && !any(bytes, at)) at += 32
    var marks = 0L
    while (at < to && marks == 0) {
      marks = ByteWords.get(bytes, at) & ByteWords.HighBits
      at += (if (marks == 0) 8 else ByteWords.before(marks))
    }
    math.min(at, to)
  }

  private def any(bytes: Array[Byte], at: Int): Boolean =
    ((ByteWords.get(bytes, at) | ByteWords.get(bytes, at + 8) | ByteWords.get(bytes, at + 16) |
      ByteWords.get(bytes, at + 24)) & ByteWords.HighBits) != 0

  /** Bytes of the character that begins at `at`, 0 if none does. */
  private def lengthAt(bytes: Array[Byte], at: Int, to: Int): Int = {
    val first = bytes(at) & 0xff
    val left = to - at
    if (first < 0x80) 1
    else if (first < 0xc2) 0
    else if (first < 0xe0) { if (left > 1 && isContinuation(bytes(at + 1))) 2 else 0 }
    else if (first < 0xf0) { if (left > 2 && isThree(first, bytes(at + 1) & 0xff, bytes(at + 2))) 3 else 0 }
    else if (first > 0xf4 || left < 4 || !isContinuation(bytes(at + 3))) 0
    else if (isFour(first, bytes(at + 1) & 0xff, bytes(at + 2))) 4
    else 0
  }

  private def isContinuation(byte: Byte): Boolean = (byte & 0xc0) == 0x80

  private def isThree(first: Int, second: Int, third: Byte): Boolean = {
    val lowest = if (first == 0xe0) 0xa0 else 0x80 // below: overlong
    val highest = if (first == 0xed) 0x9f else 0xbf // above: surrogates
    second >= lowest && second <= highest && isContinuation(third)
  }

  private def isFour(first: Int, second: Int, third: Byte): Boolean = {
    val lowest = if (first == 0xf0) 0x90 else 0x80 // below: overlong
    val highest = if (first == 0xf4) 0x8f else 0xbf // above: past U+10FFFF
    second >= lowest && second <= highest && isContinuation(third)
  }
}
