package peleus.thetis.records

/** Tells text in UTF-8 from other bytes, by table 3-7 of the Unicode Standard (well-formed byte sequences). */
private[thetis] object Utf8 {

  /** Whether these bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
  def isValid(bytes: Array[Byte], start: Int, end: Int): Boolean = {
    var at = start
    var length = 1
    while (at < end && length > 0) {
      length = if (bytes(at) >= 0) 1 else lengthAt(bytes, at, end)
      at += length
    }
    length > 0
  }

  /** Bytes of the character of several bytes at `at`, 0 where there is none. */
  private def lengthAt(bytes: Array[Byte], at: Int, end: Int): Int = {
    val first = bytes(at) & 0xff
    val length = if (first < 0xc2 || first > 0xf4) 0 else if (first < 0xe0) 2 else if (first < 0xf0) 3 else 4
    if (length == 0 || at + length > end) 0
    else {
      val second = bytes(at + 1) & 0xff
      val rest = (2 until length).forall(i => isBetween(bytes(at + i) & 0xff, 0x80, 0xbf))
      if (rest && isSecond(first, second)) length else 0
    }
  }

  private def isSecond(first: Int, second: Int): Boolean = first match {
    case 0xe0 => isBetween(second, 0xa0, 0xbf)
    case 0xed => isBetween(second, 0x80, 0x9f)
    case 0xf0 => isBetween(second, 0x90, 0xbf)
    case 0xf4 => isBetween(second, 0x80, 0x8f)
    case _    => isBetween(second, 0x80, 0xbf)
  }

  private def isBetween(byte: Int, lowest: Int, highest: Int): Boolean = byte >= lowest && byte <= highest
}
