package peleus.thetis.records

/** The cells of one column in a batch: slices of the buffer, by row, without their quotes and the blanks around them.
  *
  * @param column
  *   position in the record, -1 where the member has no such column: then all cells are empty
  */
private[thetis] final class Cells(val column: Int, buffer: ChunkBuffer, capacity: Int) {
  val offsets = new Array[Int](capacity)

  /** Bytes; [[Cells.Absent]] in a record that could not be cut. */
  val lengths = new Array[Int](capacity)

  /** The array that the slices lie in. */
  def bytes: Array[Byte] = buffer.bytes

  /** Makes another text the cell of a row. */
  def replace(row: Int, text: Array[Byte]): Unit = {
    val offset = buffer.reserve(text.length)
    System.arraycopy(text, 0, buffer.bytes, offset, text.length)
    offsets(row) = offset
    lengths(row) = text.length
  }
}

private[thetis] object Cells {
  final val Absent = -1
}
