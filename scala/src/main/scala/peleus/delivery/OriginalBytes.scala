package peleus.delivery

/** How long a run of decoded text was in the file as it was delivered. */
object OriginalBytes {

  /** Bytes that `bytes(from)` to `bytes(to - 1)` took before they were decoded.
    *
    * @param encoding
    *   the member's, a name of [[Encodings]]
    * @param bytes
    *   UTF-8 of whole characters
    * @param decodable
    *   whether every byte could be decoded; one that could not stands alone and counts as one
    */
  def count(encoding: String, bytes: Array[Byte], from: Int, to: Int, decodable: Boolean): Long =
    if (encoding == Encodings.Utf8) (to - from).toLong
    else if (decodable) characters(bytes, from, to)
    else withLoneBytes(bytes, from, to)

  private def characters(bytes: Array[Byte], from: Int, to: Int): Long = {
    var at = from
    var continuations = 0
    while (at + 8 <= to) {
      continuations += java.lang.Long.bitCount(continuationsIn(ByteWords.get(bytes, at)))
      at += 8
    }
    while (at < to) {
      if (isContinuation(bytes(at))) continuations += 1
      at += 1
    }
    (to - from - continuations).toLong
  }

  private def withLoneBytes(bytes: Array[Byte], from: Int, to: Int): Long = {
    var at = from
    var count = 0L
    while (at < to) {
      at += length(bytes(at) & 0xff)
      count += 1
    }
    count
  }

  /** Bytes of a character by its first byte. Characters are whole here, so a continuation that comes first is alone. */
  private def length(first: Int): Int = if (first < 0xc0) 1 else if (first < 0xe0) 2 else if (first < 0xf0) 3 else 4

  private def continuationsIn(word: Long): Long = word & ~(word << 1) & ByteWords.HighBits

  private def isContinuation(byte: Byte): Boolean = (byte & 0xc0) == 0x80
}
