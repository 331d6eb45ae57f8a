package peleus.thetis.records

/** The records of a batch, as arrays by row.
  *
  * @param capacity
  *   most records of a batch
  */
private[thetis] final class Records(val capacity: Int) {

  /** First byte in the buffer, and the byte after the last one; the line end is left out. */
  val starts = new Array[Int](capacity)
  val ends = new Array[Int](capacity)

  /** Number of the first physical line, from 1 on in the member. */
  val firstLines = new Array[Long](capacity)

  /** Physical lines. */
  val lines = new Array[Int](capacity)

  /** One of [[Fault]] each. */
  val faults = new Array[Byte](capacity)

  /** Whether there are bytes that are no UTF-8. */
  val undecodable = new Array[Boolean](capacity)

  /** Records in the batch. */
  var size = 0

  def add(start: Int, end: Int, firstLine: Long, lineCount: Int, fault: Byte, isUndecodable: Boolean): Unit = {
    starts(size) = start
    ends(size) = end
    firstLines(size) = firstLine
    lines(size) = lineCount
    faults(size) = fault
    undecodable(size) = isUndecodable
    size += 1
  }
}
