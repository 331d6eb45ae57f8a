package peleus.delivery

import java.io.InputStream

/** The bytes of a member as they were delivered, inflated: counted, hashed, and looked at once, while they are on their
  * way to whoever cuts them.
  *
  * @param in
  *   closed by whoever opened it
  * @throws Defect
  *   not_text, from the first read, for what is no text
  */
private[delivery] final class RawText(in: InputStream) {
  private val digest = Digest.sha256()
  private var lineFeeds = 0L
  private var last: Byte = 0
  private var seen = 0L
  private var marked = false

  /** Bytes read so far. */
  def bytes: Long = seen

  /** Whether it begins with a byte order mark. Known after the first read. */
  def byteOrderMark: Boolean = marked

  /** Physical lines of what was read. */
  def lines: Long = lineFeeds + (if (seen > 0 && last != '\n') 1 else 0)

  /** SHA-256 of what was read, in hexadecimal. Ends the count: nothing may be read after it. */
  def sha256(): String = Digest.hexadecimal(digest)

  /** Reads up to `room` bytes, at least one, to `at`. The array must have [[ByteWords.Padding]] bytes behind them.
    *
    * @return
    *   how many; 0 at the end
    */
  def read(into: Array[Byte], at: Int, room: Int): Int = {
    val count =
      if (seen == 0) in.readNBytes(into, at, math.min(room, RawText.Slice))
      else math.max(0, in.read(into, at, math.min(room, RawText.Slice)))
    if (count > 0) {
      if (seen == 0) look(into, at, at + count)
      digest.update(into, at, count)
      lineFeeds += RawText.lineFeeds(into, at, at + count)
      last = into(at + count - 1)
      seen += count
    }
    count
  }

  private def look(bytes: Array[Byte], from: Int, to: Int): Unit = Magic.of(bytes, from, to) match {
    case Magic.Text(mark)       => marked = mark
    case Magic.Gzip | Magic.Zip => throw Defect("nested", "holds an archive, archives in archives are not read")
    case Magic.Other(what)      => throw Defect("not_text", s"holds no text, its bytes are $what")
  }
}

private[delivery] object RawText {

  /** Bytes read at once: few enough that the JDK's copy of them and the array stay in a core's cache. */
  final val Slice = 64 << 10

  private val lineFeed = ByteWords.repeat('\n')

  private def lineFeeds(bytes: Array[Byte], from: Int, to: Int): Long = {
    var at = from
    var count = 0
    val lastWord = to - ByteWords.Bytes // compared with one variable, the loop is one that the JVM unrolls
    while (at <= lastWord) {
      count += ByteWords.zeros(ByteWords.get(bytes, at) ^ lineFeed)
      at += ByteWords.Bytes
    }
    while (at < to) {
      if (bytes(at) == '\n') count += 1
      at += 1
    }
    count.toLong
  }
}
