package peleus.testing

/** How many rows there are and what became of them. `actual = matched + changed + onlyInActual`, and likewise for
  * expected; when no column has the same name and type on both sides, rows are not compared and the last four are 0.
  *
  * @param actual
  *   rows of the actual frame
  * @param expected
  *   rows of the expected frame
  * @param matched
  *   pairs of equal rows
  * @param changed
  *   pairs of rows that differ but share cells; which rows make a pair is a guess, for the report
  * @param onlyInActual
  *   other rows of the actual frame
  * @param onlyInExpected
  *   other rows of the expected frame
  */
final case class Counts(actual: Int, expected: Int, matched: Int, changed: Int, onlyInActual: Int, onlyInExpected: Int)

/** One cell, for the report: the path of its column and its text. */
final case class Cell(path: String, text: String)

/** One row of the report.
  *
  * @param kind
  *   `changed`, `only_in_actual` or `only_in_expected`
  * @param cells
  *   cells that identify the row: of a changed row some that are equal, of another row its first ones
  * @param moreCells
  *   number of such cells that are left out
  * @param differences
  *   of a changed row: what differs
  * @param moreDifferences
  *   number of differences that are left out
  * @param inActual
  *   how often the very same row stands in the actual frame
  * @param inExpected
  *   how often in the expected frame
  */
final case class RowDifference(
    kind: String,
    cells: Seq[Cell],
    moreCells: Int,
    differences: Seq[CellDifference] = Nil,
    moreDifferences: Int = 0,
    inActual: Int = 0,
    inExpected: Int = 0
) {

  /** Number of unmatched rows that this line of the report stands for. */
  def times: Int = if (kind == "changed") 1 else (inActual - inExpected).abs.max(1)
}

/** The result of comparing two frames.
  *
  * @param schema
  *   differences of the columns
  * @param columns
  *   columns that the rows were compared on, in the expected order: those with the same name and type on both sides
  * @param counts
  *   what became of the rows
  * @param rows
  *   a bounded sample of the rows that differ
  * @param atol
  *   absolute tolerance
  * @param rtol
  *   relative tolerance, a share of the expected number
  * @param largestDistance
  *   largest absolute difference that the tolerance let pass; 0 when the comparison was exact
  */
final case class Comparison(
    schema: Seq[SchemaDifference],
    columns: Seq[String],
    counts: Counts,
    rows: Seq[RowDifference],
    atol: Double,
    rtol: Double,
    largestDistance: Double
) {

  /** True when columns and rows are equal. */
  def equal: Boolean = schema.isEmpty && counts.matched == counts.actual && counts.matched == counts.expected

  /** The report for people; its first line is a sentence that can stand alone. */
  def text: String = Report(this)

  /** The same facts as one JSON document, with `text` in it. */
  def json: String = ComparisonJson(this)
}
