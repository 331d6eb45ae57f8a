package peleus.delivery

import java.io.InputStream
import java.util.zip.CRC32

/** What a gzip file holds, all of its members one after the other (RFC 1952).
  *
  * Unlike the JDK's stream it ends at the end of the file and nowhere else: what follows a member is another one, or a
  * defect.
  *
  * @throws Defect
  *   truncated, corrupt or too_large
  */
private[delivery] final class GzipInput(in: InputStream, limits: Limits) extends InputStream {
  import GzipInput._

  private val data = new Deflated(in, limits)
  private val checksum = new CRC32
  private var size = 0L // inflated bytes of this member
  private var inside = false
  private var first = true
  private var ended = false

  override def read(into: Array[Byte], offset: Int, room: Int): Int = {
    var count = 0
    while (count <= 0 && room > 0 && !ended) {
      if (!inside) begin()
      if (inside) {
        count = data.inflate(into, offset, room)
        if (count < 0) finish()
      }
    }
    if (count > 0) {
      checksum.update(into, offset, count)
      size += count
      count
    } else if (room == 0) 0
    else -1
  }

  override def read(): Int = SingleByte.of(this)

  override def close(): Unit = data.close()

  /** Reads the header of a member, or finds the end of the file in its place. */
  private def begin(): Unit = {
    checksum.reset()
    val start = data.next()
    if (start < 0 && !first) ended = true
    else {
      checksum.update(start)
      if (start != 0x1f || header() != 0x8b) throw notGzip
      flagged(methodAndFlags())
      data.begin()
      checksum.reset()
      size = 0
      inside = true
      first = false
    }
  }

  private def notGzip: Defect =
    if (first) Defect("corrupt", "does not begin like a gzip file")
    else Defect("corrupt", "bytes that are no gzip follow its gzip data")

  private def methodAndFlags(): Int = {
    if (header() != Deflate) throw Defect("corrupt", "its gzip data is packed in an unknown way")
    val flags = header()
    if ((flags & Reserved) != 0) throw Defect("corrupt", "the header of its gzip data is damaged")
    (1 to 6).foreach(_ => header()) // time, extra flags, system
    flags
  }

  private def flagged(flags: Int): Unit = {
    if ((flags & Extra) != 0) (1 to header() + (header() << 8)).foreach(_ => header())
    if ((flags & Name) != 0) while (header() != 0) {}
    if ((flags & Comment) != 0) while (header() != 0) {}
    if ((flags & HeaderChecksum) != 0) {
      val expected = checksum.getValue & 0xffff
      if (little(2) != expected) throw Defect("corrupt", "the header of its gzip data is damaged")
    }
  }

  /** Compares what was inflated with what the trailer says. */
  private def finish(): Unit = {
    inside = false
    if (little(4) != checksum.getValue) throw Defect("corrupt", "its gzip checksum is not that of its bytes")
    if (little(4) != (size & 0xffffffffL)) throw Defect("corrupt", "its gzip length is not that of its bytes")
  }

  private def header(): Int = {
    val byte = needed()
    checksum.update(byte)
    byte
  }

  private def little(count: Int): Long = (0 until count).map(place => needed().toLong << (8 * place)).sum

  private def needed(): Int = {
    val byte = data.next()
    if (byte < 0) throw Defect("truncated", "ends in the middle of a header or a trailer of gzip")
    byte
  }
}

private object GzipInput {
  private val Deflate = 8
  private val HeaderChecksum = 2
  private val Extra = 4
  private val Name = 8
  private val Comment = 16
  private val Reserved = 0xe0
}
