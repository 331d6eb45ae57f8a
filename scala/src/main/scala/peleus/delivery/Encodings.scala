package peleus.delivery

import java.nio.charset.Charset

/** The encodings that a contract may name. All of them hold ASCII as it is. */
object Encodings {
  val Utf8 = "utf-8"

  /** Encodings of one byte a character. */
  val ofOneByte: Seq[String] = Seq("windows-1252", "iso-8859-1", "iso-8859-15")

  val all: Seq[String] = Utf8 +: ofOneByte
}

/** From an encoding of one byte a character to UTF-8. A byte that stands for no character stays as it is: alone, it is
  * no UTF-8.
  */
private[delivery] final class OneByteDecoder(encoding: String) {
  import OneByteDecoder._

  // the bytes in UTF-8, the first lowest, and how many they are
  private val (characters, lengths) = {
    val charset = Charset.forName(encoding)
    Array.tabulate(256)(byte => character(charset, byte.toByte)).map(bytes => (pack(bytes), bytes.length)).unzip
  }

  /** Decodes `count` bytes to `at` in `into`, which must have room for [[OneByteDecoder.Widest]] bytes for each of them
    * and [[ByteWords.Padding]].
    *
    * @return
    *   the place after the last byte written
    */
  def decode(bytes: Array[Byte], count: Int, into: Array[Byte], at: Int): Int = {
    var from = 0
    var to = at
    while (from < count) {
      val word = ByteWords.get(bytes, from)
      if ((word & ByteWords.HighBits) == 0 && from + 8 <= count) {
        ByteWords.put(into, to, word)
        from += 8
        to += 8
      } else {
        val stop = math.min(from + 8, count)
        while (from < stop) {
          val byte = bytes(from) & 0xff
          ByteWords.put(into, to, characters(byte).toLong)
          to += lengths(byte)
          from += 1
        }
      }
    }
    to
  }
}

private[delivery] object OneByteDecoder {

  /** Most bytes that a character of these encodings takes in UTF-8. */
  final val Widest = 3

  private def character(charset: Charset, byte: Byte): Array[Byte] = {
    val text = new String(Array(byte), charset)
    if (text == "\ufffd") Array(byte) else text.getBytes(java.nio.charset.StandardCharsets.UTF_8)
  }

  private def pack(bytes: Array[Byte]): Int = bytes.foldRight(0)((byte, word) => (word << 8) | (byte & 0xff))
}
