package peleus.thetis.columns

import org.apache.spark.unsafe.Platform

import peleus.contract.Failure
import peleus.functions._
import peleus.kernels.MissingTokens
import peleus.thetis.records.Cells
import peleus.thetis.{Failures, FieldPlan, TextTest}

/** The column of one field: checks and reads the cells of a batch, one step after the other for all rows.
  *
  * The classes for numbers differ in little but the type of their arrays: a generic one would box each value.
  */
private[thetis] abstract class FieldColumn(
    val plan: FieldPlan,
    val cells: Cells,
    failures: Failures,
    capacity: Int
) {

  /** Where there is no value. */
  final protected[thetis] val nulls = new Array[Boolean](capacity)

  /** Missing cells so far. */
  final var missing = 0L

  private val missingRule = plan.rule(Failure.Missing)
  private val tests = plan.tests.toArray

  /** What Spark reads. */
  def vector: Vector

  /** Reads the cells that are there, up to row `rows`; marks as null what cannot be read. */
  protected def read(rows: Int): Unit

  /** Reads a text that the contract declares, which it can. */
  protected def readDefault(row: Int, text: Array[Byte]): Unit

  /** Checks the cells of a batch. */
  final def check(rows: Int): Unit = {
    findMissing(cells.bytes, cells.offsets, cells.lengths, plan.missing, rows)
    read(rows)
    var index = 0
    while (index < tests.length) {
      run(tests(index).test, tests(index).rule, cells.bytes, cells.offsets, cells.lengths, rows)
      index += 1
    }
  }

  final def setNull(row: Int): Unit = nulls(row) = true

  /** Makes the value of a row what this text says. */
  final def setDefault(row: Int, text: Array[Byte]): Unit = {
    nulls(row) = false
    readDefault(row, text)
  }

  final protected def fail(rule: Int, row: Int): Unit = failures.add(rule, row)

  private def findMissing(
      bytes: Array[Byte],
      offsets: Array[Int],
      lengths: Array[Int],
      tokens: MissingTokens,
      rows: Int
  ): Unit = {
    var found = 0
    var row = 0
    while (row < rows) {
      val length = lengths(row)
      val isMissing = length >= 0 && tokens.isMissing(bytes, FieldColumn.Base + offsets(row), length)
      nulls(row) = isMissing || length < 0
      if (isMissing) {
        found += 1
        if (missingRule >= 0) fail(missingRule, row)
      }
      row += 1
    }
    missing += found
  }

  private def run(
      test: TextTest,
      rule: Int,
      bytes: Array[Byte],
      offsets: Array[Int],
      lengths: Array[Int],
      rows: Int
  ): Unit = {
    var row = 0
    while (row < rows) {
      if (!nulls(row) && !test.holds(bytes, FieldColumn.Base + offsets(row), lengths(row))) fail(rule, row)
      row += 1
    }
  }
}

private[thetis] object FieldColumn {

  /** Where the bytes of an array begin for Platform. */
  final val Base = Platform.BYTE_ARRAY_OFFSET.toLong

  def apply(plan: FieldPlan, cells: Cells, failures: Failures, capacity: Int): FieldColumn = plan.reader match {
    case None                   => new TextColumn(plan, cells, failures, capacity)
    case Some(r: LongReader)    => new LongColumn(r, plan, cells, failures, capacity)
    case Some(r: DoubleReader)  => new DoubleColumn(r, plan, cells, failures, capacity)
    case Some(r: IntReader)     => new IntColumn(r, plan, cells, failures, capacity)
    case Some(r: BooleanReader) => new BooleanColumn(r, plan, cells, failures, capacity)
    case Some(other)            => throw new IllegalStateException(s"no field is read by $other")
  }
}
