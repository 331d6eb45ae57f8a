package peleus.delivery

import java.io.{FilterInputStream, InputStream}
import java.util.zip.CRC32

/** The inflated bytes of an entry whose deflated data is all that the stream holds. */
private[delivery] final class DeflatedEntry(in: InputStream, limits: Limits) extends InputStream {
  private val data = new Deflated(in, limits)
  data.begin()

  override def read(into: Array[Byte], offset: Int, room: Int): Int = {
    val count = if (room == 0) 0 else data.inflate(into, offset, room)
    if (count < 0 && data.next() >= 0) throw Defect("corrupt", "the entry's packed data ends too early")
    count
  }

  override def read(): Int = SingleByte.of(this)
  override def close(): Unit = data.close()
}

/** Bytes of an entry, which must be as many as the archive says, and have its checksum. */
private[delivery] final class CheckedEntry(in: InputStream, size: Long, crc: Long) extends FilterInputStream(in) {
  private val checksum = new CRC32
  private var seen = 0L

  override def read(into: Array[Byte], offset: Int, room: Int): Int = {
    val count = in.read(into, offset, room)
    if (count > 0) {
      checksum.update(into, offset, count)
      seen += count
    }
    if (seen > size || (count < 0 && seen < size))
      throw Defect("corrupt", s"the entry holds ${if (seen > size) "more" else "fewer"} than its $size bytes")
    if (count < 0 && checksum.getValue != crc)
      throw Defect("corrupt", "the entry's checksum is not that of its bytes")
    count
  }

  override def read(): Int = SingleByte.of(this)
}

/** One byte by way of a stream's own reading of many. */
private[delivery] object SingleByte {
  def of(in: InputStream): Int = {
    val one = new Array[Byte](1)
    if (in.read(one, 0, 1) < 0) -1 else one(0) & 0xff
  }
}
