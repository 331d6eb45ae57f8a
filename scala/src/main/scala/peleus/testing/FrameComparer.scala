package peleus.testing

import org.apache.spark.sql.Row
import org.apache.spark.sql.types.StructType

/** Compares rows that are already on the driver. Pure: no session, no job.
  *
  * Frames are equal when their columns have the same names and types in the same order, and their rows are the same
  * multiset: the order of rows does not count, the number of copies does. Nullability and metadata do not count at any
  * depth.
  *
  * Cells: null equals null, NaN equals NaN, an infinity equals itself, 0.0 equals -0.0, and nothing else equals them.
  * Maps are sets of entries, arrays are compared in order, structs field by field, binary by its bytes, strings by
  * their characters whatever the collation. A value of a user-defined type or a variant is compared by its text.
  *
  * With a tolerance, finite `float`, `double` and `decimal` cells at any depth are equal when `|actual - expected| <=
  * atol + rtol * |expected|`; keys of maps stay exact. Rows are then paired so that as many as possible have an equal
  * partner.
  */
object FrameComparer {

  /** Compares two collected frames.
    *
    * @param actualSchema
    *   columns of the actual rows
    * @param actual
    *   the rows that a test got
    * @param expectedSchema
    *   columns of the expected rows
    * @param expected
    *   the rows that it wanted
    * @param atol
    *   absolute tolerance, 0 for none
    * @param rtol
    *   relative tolerance, a share of the expected number, 0 for none
    * @throws java.lang.IllegalArgumentException
    *   when a tolerance is negative, NaN or infinite
    */
  def compare(
      actualSchema: StructType,
      actual: Seq[Row],
      expectedSchema: StructType,
      expected: Seq[Row],
      atol: Double,
      rtol: Double
  ): Comparison = {
    val tolerance = Tolerance(atol, rtol)
    val columns = SchemaComparison(actualSchema, expectedSchema)
    val schema = StructType(columns.shared.map { case (_, e) => expectedSchema(e) })
    val names = schema.fieldNames.toSeq.map(Path.root)
    if (columns.shared.isEmpty && columns.differences.nonEmpty)
      Comparison(columns.differences, names, Counts(actual.size, expected.size, 0, 0, 0, 0), Nil, atol, rtol, 0)
    else {
      val actualRows = keyed(actual, columns.shared.map(_._1), tolerance)
      val expectedRows = keyed(expected, columns.shared.map(_._2), tolerance)
      val matching = RowMatching(actualRows.keys, expectedRows.keys, tolerance)
      val sample = new RowSample(schema, actualRows, expectedRows, matching, tolerance)
      Comparison(columns.differences, names, sample.counts, sample.rows, atol, rtol, matching.largestDistance)
    }
  }

  private def keyed(rows: Seq[Row], columns: IndexedSeq[Int], tolerance: Tolerance): KeyedRows = {
    val cells = new Cells(tolerance)
    val values = rows.iterator.map(row => columns.map(row.get)).toIndexedSeq
    KeyedRows(values, values.map(cells.key(_)))
  }
}
