package peleus.thetis

import java.util.Arrays

import org.apache.spark.sql.types._
import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

import peleus.thetis.columns._
import peleus.thetis.records._

/** Where a record stood and what it was, for records that are not clean or are to be judged as whole rows. Nothing that
  * a masked field may hold gets out: then the cells that are not masked stand for the record, where it could be cut
  * into those of the header.
  *
  * @param maskedCells
  *   positions in the header of the cells that must not be shown
  */
private[thetis] final class RecordTexts(
    plan: Plan,
    splitter: CellSplitter,
    buffer: ChunkBuffer,
    maskedCells: Set[Int],
    wanted: String => Boolean
) {
  import CheckedRow._

  private val records = splitter.records
  private val capacity = records.capacity
  private val nulls = new Array[Boolean](capacity)
  private val lines = new Array[Int](capacity)
  private val offsets = new Array[Long](capacity)
  private val lengths = new Array[Int](capacity)
  private val texts = new Array[UTF8String](capacity)
  private val raw = new Array[Array[Byte]](capacity)
  private val cells = new Lists(ArrayType(StringType), capacity)

  private val wantsOffsets = wanted(Offset) || wanted(Length)
  private val wantsCells = wanted(Cells) && plan.masksAny

  /** The columns by name. */
  val vectors: Map[String, Vector] = Map(
    Lines -> new IntVector(IntegerType, lines, nulls),
    Offset -> new LongVector(LongType, offsets, nulls),
    Length -> new IntVector(IntegerType, lengths, nulls),
    Record -> new TextVector(texts),
    Raw -> new BinaryVector(raw),
    Cells -> cells.vector
  )

  /** Whether anything of it is wanted. */
  val isWanted: Boolean = vectors.keys.exists(wanted)

  def clear(rows: Int): Unit = if (isWanted) {
    Arrays.fill(nulls, 0, rows, true)
    Arrays.fill(texts.asInstanceOf[Array[AnyRef]], 0, rows, null)
    Arrays.fill(raw.asInstanceOf[Array[AnyRef]], 0, rows, null)
    cells.clear(rows)
  }

  /** Fills in a row; rows come in their order. */
  def run(row: Int): Unit = {
    nulls(row) = false
    lines(row) = records.lines(row)
    if (wantsOffsets) {
      offsets(row) = buffer.offsets.at(buffer.bytes, records.starts(row))
      lengths(row) = buffer.offsets.between(buffer.bytes, records.starts(row), records.ends(row)).toInt
    }
    if (!plan.masksAny) showWhole(row)
    else if (wantsCells && records.faults(row) == Fault.None) showCells(row)
  }

  private def showWhole(row: Int): Unit = {
    val (start, end) = (records.starts(row), records.ends(row))
    if (records.undecodable(row)) raw(row) = Arrays.copyOfRange(buffer.bytes, start, end)
    else texts(row) = UTF8String.fromAddress(buffer.bytes, Platform.BYTE_ARRAY_OFFSET.toLong + start, end - start)
  }

  private def showCells(row: Int): Unit = splitter.cellsOf(row).zipWithIndex.foreach { case (cell, place) =>
    cells.add(row, if (maskedCells(place)) null else UTF8String.fromBytes(cell))
  }
}
