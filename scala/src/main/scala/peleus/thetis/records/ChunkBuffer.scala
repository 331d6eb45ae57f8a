package peleus.thetis.records

import java.io.{EOFException, InputStream}
import java.util.Arrays

import peleus.delivery.{DeliveryFailed, FileProblem}

/** The part of a chunk that is in memory. It is read in pieces; what is left of one is carried in front of the next.
  *
  * Behind the text is room for cells that differ from it, so that every cell is a slice of the same array.
  *
  * @param input
  *   stands at the first byte of the chunk
  * @param length
  *   bytes of the chunk
  * @param piece
  *   bytes to read at once
  * @param name
  *   the file, for messages
  */
private[thetis] final class ChunkBuffer(
    input: InputStream,
    length: Long,
    piece: Int,
    name: String,
    val offsets: DeliveredOffsets
) {
  import ChunkBuffer._

  /** At least eight bytes follow the limit. */
  var bytes = new Array[Byte](piece + Slack)

  /** First byte not yet used. */
  var position = 0

  /** End of the text in memory. */
  var limit = 0

  /** Whether the text in memory goes to the end of the chunk. It then ends with a line feed, if need be an added one.
    */
  def complete: Boolean = read == length

  /** Bytes of the chunk that were used up, counted as they were given away. */
  def used: Long = math.min(forgotten + position, length) // a line feed may have been added

  private var forgotten = 0L
  private var room = piece // for text
  private var read = 0L
  private var sideEnd = room + Slack

  /** Reads on, and forgets what lies before the position; all slices are void then. False at the end of the chunk.
    *
    * @throws peleus.delivery.DeliveryFailed
    *   when a record does not fit
    */
  def refill(): Boolean = if (complete) false
  else {
    offsets.moved(bytes, position)
    val rest = limit - position
    forgotten += position
    if (rest == room) grow()
    System.arraycopy(bytes, position, bytes, 0, rest)
    position = 0
    limit = rest
    readPiece()
    true
  }

  /** Forgets the cells behind the text. */
  def clearSide(): Unit = sideEnd = room + Slack

  /** Room for a cell behind the text: where it begins. */
  def reserve(size: Int): Int = {
    val start = sideEnd
    sideEnd += size
    if (sideEnd > bytes.length) bytes = Arrays.copyOf(bytes, math.max(sideEnd, bytes.length * 2))
    start
  }

  private def grow(): Unit = {
    if (room >= LongestRecord) throw DeliveryFailed(Seq(FileProblem(name, "too_large", tooLarge)))
    room = math.min(room * 2, LongestRecord)
    bytes = Arrays.copyOf(bytes, room + Slack)
    clearSide()
  }

  private def readPiece(): Unit = {
    val wanted = math.min(length - read, (room - limit).toLong).toInt
    val found = input.readNBytes(bytes, limit, wanted)
    if (found < wanted) throw new EOFException(s"$name is shorter than it was when it was received")
    read += found
    limit += found
    if (complete && limit > 0 && bytes(limit - 1) != Grammar.LineFeed) {
      bytes(limit) = Grammar.LineFeed
      limit += 1
    }
  }
}

private object ChunkBuffer {

  /** The added line feed, and bytes that are read in vain with the last ones of the text. */
  private final val Slack = 16

  /** 16 MiB. */
  private final val LongestRecord = 16 << 20

  private final val tooLarge = "it holds a record of more than 16 MiB; is a quote or a line end missing?"
}
