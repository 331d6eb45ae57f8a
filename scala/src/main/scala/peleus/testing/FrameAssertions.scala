package peleus.testing

import org.apache.spark.sql.{DataFrame, Row}

/** Two frames differ; the message is the report.
  *
  * @param comparison
  *   what differs
  */
final class FramesDifferError(val comparison: Comparison) extends AssertionError(comparison.text)

/** Assertions on frames. Mix it into a suite of any test library, or call the object. */
trait FrameAssertions {

  /** Collects both frames and compares them by the rules of [[FrameComparer]].
    *
    * @param actual
    *   the frame under test
    * @param expected
    *   the frame that it should be
    * @param atol
    *   absolute tolerance for float, double and decimal cells
    * @param rtol
    *   relative tolerance, a share of the expected number
    * @throws FramesDifferError
    *   when they differ
    * @throws java.lang.IllegalArgumentException
    *   when a tolerance is negative, NaN or infinite, or a frame is streaming
    */
  def assertFrameEqual(actual: DataFrame, expected: DataFrame, atol: Double = 0, rtol: Double = 0): Unit = {
    val comparison = compareFrames(actual, expected, atol, rtol)
    if (!comparison.equal) throw new FramesDifferError(comparison)
  }

  /** Collects both frames and says how they differ, by the rules of [[FrameComparer]]; parameters and refusals are
    * those of [[assertFrameEqual]].
    */
  def compareFrames(actual: DataFrame, expected: DataFrame, atol: Double = 0, rtol: Double = 0): Comparison = {
    Tolerance(atol, rtol) // refused before a job runs
    val (found, wanted) = (collect("actual", actual), collect("expected", expected))
    FrameComparer.compare(actual.schema, found, expected.schema, wanted, atol, rtol)
  }

  private def collect(side: String, frame: DataFrame): Seq[Row] =
    TimedRows.of(Batch.require(side, frame)).collect().toSeq
}

object FrameAssertions extends FrameAssertions

private[testing] object Batch {

  /** The frame itself, when it is not streaming. */
  def require(side: String, frame: DataFrame): DataFrame =
    if (frame.isStreaming)
      throw new IllegalArgumentException(s"$side is a streaming frame; compare what its sink has written instead")
    else frame
}
