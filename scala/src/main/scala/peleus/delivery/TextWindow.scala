package peleus.delivery

/** A stretch of the text of a member in UTF-8, which moves forward over it.
  *
  * The text stands in [[bytes]] from 0 to [[end]]; [[ByteWords.Padding]] bytes follow. It grows, up to the most that a
  * record may take, when a record does not fit.
  *
  * @param decoder
  *   none where the bytes are taken as they are
  */
private[delivery] final class TextWindow(raw: RawText, decoder: Option[OneByteDecoder], limits: Limits) {
  private var buffer = padded(limits.bufferBytes)
  private var filled = 0
  private var before = 0L
  private var exhausted = false
  private val undecoded = decoder.map(_ => padded(RawText.Slice))
  private val widest = if (decoder.isEmpty) 1 else OneByteDecoder.Widest

  def bytes: Array[Byte] = buffer
  def end: Int = filled

  /** Where `bytes(0)` is in the text. */
  def position: Long = before

  /** Whether the text ends at [[end]]. */
  def ended: Boolean = exhausted

  /** Gives up the bytes before `from` and reads as many as there is room for: `bytes(from)` moves to `bytes(0)`.
    *
    * @throws Defect
    *   too_large when `from` is 0 and there is no room left
    */
  def advance(from: Int): Unit = {
    System.arraycopy(buffer, from, buffer, 0, filled - from)
    filled -= from
    before += from
    if (room < widest) grow()
    while (room >= widest && !exhausted) {
      val count = fill()
      filled += count
      exhausted = count == 0
    }
  }

  private def room: Int = buffer.length - ByteWords.Padding - filled

  private def fill(): Int = decoder match {
    case None          => raw.read(buffer, filled, room)
    case Some(decoder) =>
      undecoded.fold(0) { bytes =>
        val count = raw.read(bytes, 0, math.min(RawText.Slice, room / widest))
        decoder.decode(bytes, count, buffer, filled) - filled
      }
  }

  private def grow(): Unit = {
    if (filled + widest > limits.recordBytes)
      throw Defect("too_large", s"a record or a line takes more than ${limits.recordBytes} bytes")
    buffer = java.util.Arrays.copyOf(buffer, padded(math.min(2L * filled, limits.recordBytes.toLong).toInt).length)
  }

  private def padded(size: Int): Array[Byte] = new Array[Byte](math.max(size, TextWindow.Fewest) + ByteWords.Padding)
}

private[delivery] object TextWindow {

  /** Fewest bytes that a window has room for: a byte order mark, should each of its bytes take three. */
  final val Fewest = 16
}
