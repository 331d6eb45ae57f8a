package peleus.delivery

import java.nio.ByteBuffer
import java.nio.channels.SeekableByteChannel

/** The record that ends a zip file: it must be there, and end where the file ends. */
private[delivery] object ZipEnd {
  private val Bytes = 22
  private val MaxComment = 0xffff
  private val CommentLength = 20

  /** Lets pass a file that ends like a zip.
    *
    * @throws Defect
    *   truncated where the end is missing, corrupt where other bytes follow it
    */
  def check(channel: SeekableByteChannel): Unit = {
    val tail = last(channel, Bytes + MaxComment)
    val ends = (tail.length - Bytes to 0 by -1).filter(isEnd(tail, _))
    if (!ends.exists(after(tail, _) == tail.length)) {
      if (ends.exists(after(tail, _) < tail.length)) throw Defect("corrupt", "bytes that are no zip follow its end")
      throw Defect("truncated", "the end of the zip file is missing")
    }
  }

  private def after(tail: Array[Byte], at: Int): Int =
    at + Bytes + (tail(at + CommentLength) & 0xff) + ((tail(at + CommentLength + 1) & 0xff) << 8)

  private def isEnd(tail: Array[Byte], at: Int): Boolean =
    tail(at) == 'P' && tail(at + 1) == 'K' && tail(at + 2) == 5 && tail(at + 3) == 6

  private def last(channel: SeekableByteChannel, most: Int): Array[Byte] = {
    val buffer = ByteBuffer.allocate(math.min(most.toLong, channel.size).toInt)
    channel.position(channel.size - buffer.capacity)
    while (buffer.hasRemaining && channel.read(buffer) >= 0) {}
    buffer.array
  }
}
