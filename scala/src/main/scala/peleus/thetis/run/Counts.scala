package peleus.thetis.run

import peleus.Shown
import peleus.delivery.Sequence
import peleus.thetis.CheckedRow

/** Lines of a delivery and what became of them. */
private[peleus] final case class Counts(
    lines: Long,
    outside: Seq[(String, Long)],
    ofRecords: Long,
    records: Seq[(String, Long)]
) {

  /** `28,244 lines = 1 header + 28,243 of records: 28,206 clean + 37 rejected`, zeros left out. */
  override def toString: String = {
    val parts = (outside :+ ("of records" -> ofRecords)).filter(_._2 > 0)
    val kept = records.filter { case (what, n) => n > 0 || what == "clean" }
    s"${Shown.count(lines, "line")} = ${sum(parts)}: ${sum(kept)}"
  }

  private def sum(parts: Seq[(String, Long)]): String =
    parts.map { case (what, n) => s"${Shown.count(n)} $what" }.mkString(" + ")
}

private[peleus] object Counts {

  def apply(sequence: Sequence, written: Written): Counts = {
    val lines = sequence.members.map(_.lines)
    Counts(
      lines.map(_.physical).sum,
      Seq(
        "preamble" -> lines.map(_.preamble).sum,
        "header" -> lines.map(_.header).sum,
        "blank" -> lines.map(_.blank).sum
      ),
      lines.map(_.ofRecords).sum,
      Seq(
        "clean" -> written.rows(CheckedRow.Clean),
        "rejected" -> written.rows(CheckedRow.Rejects),
        "dropped" -> written.rows(CheckedRow.Dropped)
      )
    )
  }
}
