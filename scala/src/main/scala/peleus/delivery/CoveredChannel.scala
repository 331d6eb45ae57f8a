package peleus.delivery

import java.nio.ByteBuffer
import java.nio.channels.{NonWritableChannelException, SeekableByteChannel}
import java.util.{TreeMap => JTreeMap}

import org.apache.hadoop.fs.FSDataInputStream

/** A file of Hadoop's to be read here and there, which knows what of it was read.
  *
  * @param size
  *   bytes of the file, as the file system tells
  */
private[delivery] final class CoveredChannel(in: FSDataInputStream, override val size: Long)
    extends SeekableByteChannel {
  private val covered = new JTreeMap[Long, Long] // runs that were read, from start to end; no two touch
  private var at = 0L
  private var open = true

  /** Bytes of the file that were read at least once. */
  def read: Long = {
    var sum = 0L
    covered.forEach((from, to) => sum += to - from)
    sum
  }

  /** Reads what was not read yet, so that no byte of the file is taken on trust.
    *
    * @throws Defect
    *   changed when the file ends too early
    */
  def readRest(): Unit = {
    val buffer = ByteBuffer.allocate(RawText.Slice)
    at = 0
    while (skipCovered() < size) {
      buffer.clear()
      if (read(buffer) < 0) throw Defect.changed
    }
  }

  private def skipCovered(): Long = {
    val run = covered.floorEntry(at)
    if (run != null && run.getValue > at) at = run.getValue
    at
  }

  override def read(into: ByteBuffer): Int =
    if (at >= size) -1
    else {
      if (in.getPos != at) in.seek(at)
      val count = in.read(into.array, into.arrayOffset + into.position(), into.remaining)
      if (count > 0) {
        into.position(into.position() + count)
        cover(at, at + count)
        at += count
      }
      count
    }

  private def cover(from: Long, to: Long): Unit = {
    var (start, end) = (from, to)
    var run = covered.floorEntry(end)
    while (run != null && run.getValue >= start) {
      covered.remove(run.getKey)
      start = math.min(start, run.getKey)
      end = math.max(end, run.getValue)
      run = covered.floorEntry(end)
    }
    covered.put(start, end): Unit
  }

  override def position(): Long = at

  override def position(to: Long): SeekableByteChannel = {
    at = to
    this
  }

  override def isOpen: Boolean = open

  override def close(): Unit = {
    open = false
    in.close()
  }

  override def write(from: ByteBuffer): Int = throw new NonWritableChannelException
  override def truncate(size: Long): SeekableByteChannel = throw new NonWritableChannelException
}
