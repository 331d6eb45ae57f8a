package peleus.thetis.columns

import peleus.contract.Failure
import peleus.functions.BooleanReader
import peleus.thetis.records.Cells
import peleus.thetis.{Failures, FieldPlan}

/** True and false. */
private[columns] final class BooleanColumn(
    reader: BooleanReader,
    plan: FieldPlan,
    cells: Cells,
    failures: Failures,
    capacity: Int
) extends FieldColumn(plan, cells, failures, capacity) {
  private val values = new Array[Boolean](capacity)
  private val typeRule = plan.rule(Failure.Type)

  override val vector: Vector = new BooleanVector(values, nulls)

  override protected def read(rows: Int): Unit = {
    val bytes = cells.bytes
    var row = 0
    while (row < rows) {
      if (!nulls(row)) {
        val value = reader.read(bytes, FieldColumn.Base + cells.offsets(row), cells.lengths(row))
        values(row) = value == 1
        if (value < 0) {
          nulls(row) = true
          fail(typeRule, row)
        }
      }
      row += 1
    }
  }

  override protected def readDefault(row: Int, text: Array[Byte]): Unit =
    values(row) = reader.read(text, FieldColumn.Base, text.length) == 1
}
