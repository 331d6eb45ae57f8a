package peleus.thetis.columns

import peleus.contract.Failure
import peleus.functions.{CellReader, IntReader}
import peleus.thetis.records.Cells
import peleus.thetis.{Bounds, Failures, FieldPlan}

/** Dates, as days since 1970-01-01. */
private[columns] final class IntColumn(
    reader: IntReader,
    plan: FieldPlan,
    cells: Cells,
    failures: Failures,
    capacity: Int
) extends FieldColumn(plan, cells, failures, capacity) {
  private val values = new Array[Int](capacity)
  private val typeRule = plan.rule(Failure.Type)
  private val minimumRule = plan.rule(Failure.Minimum)
  private val maximumRule = plan.rule(Failure.Maximum)
  private val bounds = plan.bounds.getOrElse(Bounds.open)

  override val vector: Vector = new IntVector(plan.dataType, values, nulls)

  override protected def read(rows: Int): Unit =
    readAll(cells.bytes, cells.offsets, cells.lengths, bounds.lowest, bounds.highest, rows)

  private def readAll(
      bytes: Array[Byte],
      offsets: Array[Int],
      lengths: Array[Int],
      lowest: Long,
      highest: Long,
      rows: Int
  ): Unit = {
    var row = 0
    while (row < rows) {
      if (!nulls(row)) {
        val value = reader.read(bytes, FieldColumn.Base + offsets(row), lengths(row))
        values(row) = value
        if (value < CellReader.LowestInt) {
          nulls(row) = true
          fail(typeRule, row)
        } else {
          if (value < lowest) fail(minimumRule, row)
          if (value > highest) fail(maximumRule, row)
        }
      }
      row += 1
    }
  }

  override protected def readDefault(row: Int, text: Array[Byte]): Unit =
    values(row) = reader.read(text, FieldColumn.Base, text.length)
}
