package peleus.scoring

import peleus.document.Node
import peleus.document.Node.{Number, fields, orNull}

/** What scored rows look like as a whole. Without rows there is no mean, minimum or maximum.
  *
  * @param positives
  *   rows that are predicted positive; none of a regression
  */
final case class ScoreSummary(
    rows: Long,
    positives: Option[Long],
    mean: Option[Double],
    minimum: Option[Double],
    maximum: Option[Double]
) {

  /** As the report of a run has it: null for what there is not, and for what is no number that JSON can write. */
  def json: Node = fields(
    "rows" -> Number(rows),
    "positives" -> orNull(positives.map(Number(_))),
    "mean" -> number(mean),
    "minimum" -> number(minimum),
    "maximum" -> number(maximum)
  )

  private def number(value: Option[Double]): Node = orNull(value.filter(_.isFinite).map(Number(_)))
}
