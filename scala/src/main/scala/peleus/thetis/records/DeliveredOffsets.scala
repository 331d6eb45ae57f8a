package peleus.thetis.records

import peleus.delivery.OriginalBytes

/** Places in the member as it was delivered, of places in its text in UTF-8. Asked for places that only rise, so that
  * each byte is counted at most once.
  *
  * @param encoding
  *   the encoding of the member
  * @param decodable
  *   whether every line could be decoded
  * @param from
  *   where the chunk begins in the member as delivered
  */
private[thetis] final class DeliveredOffsets(encoding: String, decodable: Boolean, from: Long) {
  private val sameBytes = encoding == "utf-8"
  private var counted = 0 // place in the buffer
  private var delivered = from // the same place as delivered

  /** Where the byte at `place` of the buffer stands in the member as delivered. */
  def at(bytes: Array[Byte], place: Int): Long = {
    delivered += between(bytes, counted, place)
    counted = place
    delivered
  }

  /** Bytes that these are in the member as delivered. */
  def between(bytes: Array[Byte], start: Int, end: Int): Long =
    if (sameBytes) (end - start).toLong else OriginalBytes.count(encoding, bytes, start, end, decodable)

  /** The bytes before `place` are about to leave the buffer, which then begins with it. */
  def moved(bytes: Array[Byte], place: Int): Unit = {
    at(bytes, place)
    counted = 0
  }
}
