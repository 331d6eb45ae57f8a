package peleus.thetis

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

import peleus.thetis.records.Cells

/** The texts of cells, for reports of rows. They lie in the buffer, and last as long as the batch. */
private[thetis] final class CellTexts(cells: IndexedSeq[Cells]) {

  /** The text of a cell without the blanks around it, empty where the member has no such column. */
  def whole(row: Int, field: Int): UTF8String = {
    val of = cells(field)
    UTF8String.fromAddress(of.bytes, Platform.BYTE_ARRAY_OFFSET.toLong + of.offsets(row), of.lengths(row))
  }

  /** The same, cut where it is long. */
  def short(row: Int, field: Int): UTF8String = {
    val text = whole(row, field)
    if (text.numBytes > CellTexts.LongestValue) text.substring(0, CellTexts.LongestValue) else text
  }
}

private object CellTexts {

  /** Most characters of a value in a reason. */
  final val LongestValue = 200
}
