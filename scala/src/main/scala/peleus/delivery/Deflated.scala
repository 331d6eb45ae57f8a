package peleus.delivery

import java.io.InputStream
import java.util.zip.{DataFormatException, Inflater}

/** Deflated data inside a stream of bytes (RFC 1951). What is around it is read byte by byte.
  *
  * @throws Defect
  *   truncated, corrupt, or too_large where the limits are exceeded
  */
private[delivery] final class Deflated(in: InputStream, limits: Limits) extends AutoCloseable {
  private val inflater = new Inflater(true)
  private val input = new Array[Byte](64 << 10)
  private var at = 0
  private var until = 0
  private var taken = 0L
  private var produced = 0L

  /** The next byte as it stands, -1 at the end. */
  def next(): Int =
    if (at == until && !refill()) -1
    else {
      at += 1
      input(at - 1) & 0xff
    }

  /** Begins to inflate at the next byte. */
  def begin(): Unit = {
    inflater.reset()
    inflater.setInput(input, at, until - at)
  }

  /** Inflates up to `room` bytes, at least one.
    *
    * @return
    *   how many; -1 where the data ends. The next byte is then the one after it.
    */
  def inflate(into: Array[Byte], offset: Int, room: Int): Int = {
    var count = step(into, offset, room)
    while (count == 0 && !inflater.finished()) {
      if (inflater.needsDictionary()) throw Defect("corrupt", "its deflated data wants a dictionary")
      if (!refill()) throw Defect("truncated", s"ends in the middle of its packed data, after $produced bytes of text")
      inflater.setInput(input, at, until - at)
      count = step(into, offset, room)
    }
    if (count > 0) count else -1
  }

  private def step(into: Array[Byte], offset: Int, room: Int): Int =
    try {
      val count = inflater.inflate(into, offset, room)
      at = until - inflater.getRemaining
      produced += count
      checkLimits()
      count
    } catch {
      case e: DataFormatException =>
        throw Defect("corrupt", s"its packed data is damaged after $produced bytes of text: ${e.getMessage}")
    }

  private def refill(): Boolean = {
    val count = in.read(input, 0, input.length)
    at = 0
    until = math.max(0, count)
    taken += until
    count > 0
  }

  private def checkLimits(): Unit = {
    if (produced > limits.inflatedBytes)
      throw Defect("too_large", s"inflates to more than ${limits.inflatedBytes} bytes")
    if (produced > limits.inflationFrom && produced / limits.inflation > taken)
      throw Defect("too_large", s"inflates to more than ${limits.inflation} bytes for each packed one")
  }

  override def close(): Unit = {
    inflater.end()
    in.close()
  }
}
