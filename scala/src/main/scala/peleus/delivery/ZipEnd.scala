package peleus.delivery

import java.nio.channels.SeekableByteChannel
import java.nio.{ByteBuffer, ByteOrder}

/** What the end of a zip file says about its directory (APPNOTE 4.3.14 to 4.3.16).
  *
  * @param directory
  *   the directory's first byte in the file
  * @param entries
  *   entries of the directory
  * @param is64
  *   whether the number is one of 64 bits; else it is one of 16, and some writers let it begin again at 65536
  */
private[delivery] final case class ZipEnd(directory: Long, entries: Long, is64: Boolean) {

  /** Whether a directory of so many entries is whole. */
  def counts(found: Int): Boolean = entries == (if (is64) found.toLong else (found & 0xffff).toLong)
}

private[delivery] object ZipEnd {
  private val Bytes = 22
  private val MaxComment = 0xffff
  private val CommentLength = 20
  private val Signature = 0x06054b50
  private val Bytes64 = 56
  private val Signature64 = 0x06064b50
  private val LocatorBytes = 20
  private val LocatorSignature = 0x07064b50

  /** Reads the record that ends a zip file: it must be there, and end where the file ends.
    *
    * @throws Defect
    *   truncated where the end is missing, corrupt where other bytes follow it or where it points to nothing
    */
  def read(channel: SeekableByteChannel): ZipEnd = {
    val size = math.min((Bytes + MaxComment).toLong, channel.size).toInt
    val tail = bytes(channel, channel.size - size, size)
    val ends = (size - Bytes to 0 by -1).filter(tail.getInt(_) == Signature)
    val at = ends.find(after(tail, _) == size).getOrElse {
      if (ends.exists(after(tail, _) < size)) throw Defect("corrupt", "bytes that are no zip follow its end")
      throw Defect("truncated", "the end of the zip file is missing")
    }
    val entries = tail.getShort(at + 10) & 0xffff
    val directory = tail.getInt(at + 16) & 0xffffffffL
    val large = if (entries == 0xffff || directory == 0xffffffffL) end64(channel, channel.size - size + at) else None
    ZipEnd(
      if (directory == 0xffffffffL) large.fold(directory)(_.getLong(48)) else directory,
      if (entries == 0xffff) large.fold(entries.toLong)(_.getLong(32)) else entries.toLong,
      is64 = entries == 0xffff && large.isDefined
    )
  }

  private def after(tail: ByteBuffer, at: Int): Int = at + Bytes + (tail.getShort(at + CommentLength) & 0xffff)

  /** The record for large files, which a locator just before the end points to. */
  private def end64(channel: SeekableByteChannel, end: Long): Option[ByteBuffer] =
    Option
      .when(end >= LocatorBytes)(bytes(channel, end - LocatorBytes, LocatorBytes))
      .filter(_.getInt(0) == LocatorSignature)
      .map { locator =>
        val at = locator.getLong(8)
        val record = Option.when(at >= 0 && at <= end - Bytes64)(bytes(channel, at, Bytes64))
        record.filter(_.getInt(0) == Signature64).getOrElse {
          throw Defect("corrupt", "the end of the zip file points to nothing")
        }
      }

  private def bytes(channel: SeekableByteChannel, from: Long, count: Int): ByteBuffer = {
    val buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN)
    channel.position(from)
    while (buffer.hasRemaining && channel.read(buffer) >= 0) {}
    buffer
  }
}
