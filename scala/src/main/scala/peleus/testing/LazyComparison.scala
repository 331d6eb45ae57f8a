package peleus.testing

import org.apache.spark.sql.functions.{col, collect_list, lit, struct}
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{DataFrame, Encoders, Row}

/** The comparison as a frame, for callers that must not run a job, such as a table function. */
object LazyComparison {

  /** A frame of one row and one string column `comparison`, which holds `Comparison.json`. Nothing runs before the
    * frame is read; each side is then gathered into one row.
    *
    * @param actual
    *   the frame under test
    * @param expected
    *   the frame that it should be
    * @param atol
    *   absolute tolerance for float, double and decimal cells
    * @param rtol
    *   relative tolerance, a share of the expected number
    * @throws java.lang.IllegalArgumentException
    *   when a tolerance is negative, NaN or infinite, or a frame is streaming
    */
  def lazyCompare(actual: DataFrame, expected: DataFrame, atol: Double = 0, rtol: Double = 0): DataFrame = {
    Tolerance(atol, rtol)
    val (actualSchema, expectedSchema) = (actual.schema, expected.schema)
    val both = gathered("actual", actual).crossJoin(gathered("expected", expected))
    TimedRows
      .of(both)
      .map(compareGathered(actualSchema, expectedSchema, atol, rtol))(Encoders.STRING)
      .toDF("comparison")
  }

  /** A function of its own, so that what travels to an executor is no more than its arguments. */
  private def compareGathered(actual: StructType, expected: StructType, atol: Double, rtol: Double): Row => String =
    row => FrameComparer.compare(actual, rows(row, 0), expected, rows(row, 1), atol, rtol).json

  /** All rows of a frame as an array. Columns are renamed by position, as names may be odd or occur twice; a constant
    * field stands last, as a struct without fields is refused in places.
    */
  private def gathered(side: String, frame: DataFrame): DataFrame = {
    val names = frame.columns.indices.map(i => s"c$i")
    val row = struct(names.map(col) :+ lit(true).as("present"): _*)
    Batch.require(side, frame).toDF(names: _*).agg(collect_list(row).as(side))
  }

  private def rows(row: Row, side: Int): Seq[Row] = row.getSeq[Row](side).toSeq
}
