package peleus.thetis.columns

import peleus.thetis.records.Cells
import peleus.thetis.{Failures, FieldPlan}

/** Text: the cells themselves, which need no reading. */
private[columns] final class TextColumn(plan: FieldPlan, cells: Cells, failures: Failures, capacity: Int)
    extends FieldColumn(plan, cells, failures, capacity) {

  override val vector: Vector = new SliceVector(cells, nulls)

  override protected def read(rows: Int): Unit = ()

  override protected def readDefault(row: Int, text: Array[Byte]): Unit = cells.replace(row, text)
}
