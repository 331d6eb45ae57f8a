package peleus.testing

import scala.collection.mutable

/** Guesses, for the report only, which unmatched rows are the same row changed: those that share most cells. It decides
  * nothing about equality, so its work may be bounded.
  */
private[testing] final class ChangedRows(
    actual: IndexedSeq[IndexedSeq[Key]],
    expected: IndexedSeq[IndexedSeq[Key]],
    cells: Cells
) {
  private val columns = actual.headOption.fold(0)(_.size)

  /** Expected rows by column and text of the cell. */
  private val index: Map[(Int, String), IndexedSeq[Int]] =
    (for (e <- expected.indices; c <- 0 until columns) yield (c, expected(e)(c).text) -> e).groupMap(_._1)(_._2)

  /** Pairs of positions (actual, expected), best first, no position twice. */
  def pairs: Seq[(Int, Int)] = {
    val all = actual.indices.flatMap(a => partners(a).flatMap(e => candidate(a, e)))
    val (usedActual, usedExpected) = (mutable.Set.empty[Int], mutable.Set.empty[Int])
    all.sortBy(-_.score)(Ordering.Double.TotalOrdering).collect { // stable: ties stay in the order of the rows
      case c if !usedActual(c.actual) && !usedExpected(c.expected) =>
        usedActual += c.actual
        usedExpected += c.expected
        (c.actual, c.expected)
    }
  }

  /** Every expected row when there are few; otherwise those that share a cell which few rows have. */
  private def partners(a: Int): Iterator[Int] =
    if (actual.size.toLong * expected.size * columns <= ChangedRows.MaxCellPairs) expected.indices.iterator
    else
      (0 until columns).iterator
        .flatMap(c => index.get((c, actual(a)(c).text)))
        .filter(_.size <= ChangedRows.MaxSharers)
        .flatten
        .distinct
        .take(ChangedRows.MaxPartners)

  /** The columns in which a pair is equal, those first whose value fewest rows have, null last. */
  def equalCells(a: Int, e: Int): Seq[Int] =
    equalColumns(a, e).sortBy(c => if (isNull(e, c)) Int.MaxValue else sharers(e, c))

  /** Scores by the number of equal cells; among the same number, rare values tell more than common ones. A pair needs
    * half of its cells equal, or one equal value that no other row has.
    */
  private def candidate(a: Int, e: Int): Option[ChangedRows.Candidate] = {
    val equal = equalColumns(a, e)
    val rarity = equal.filterNot(isNull(e, _)).map(c => 1.0 / sharers(e, c))
    if (rarity.isEmpty || equal.size * 2 < columns && rarity.max < 1) None
    else Some(ChangedRows.Candidate(a, e, equal.size + rarity.sum / (columns + 1)))
  }

  private def equalColumns(a: Int, e: Int): Seq[Int] =
    (0 until columns).filter(c => cells.equal(actual(a)(c), expected(e)(c)))

  private def isNull(e: Int, c: Int): Boolean = expected(e)(c).text == ChangedRows.NullText

  private def sharers(e: Int, c: Int): Int = index((c, expected(e)(c).text)).size
}

private object ChangedRows {
  final case class Candidate(actual: Int, expected: Int, score: Double)

  val MaxCellPairs = 4000000L
  val MaxSharers = 8
  val MaxPartners = 16
  val NullText: String = KeyWriter.exactText(null)
}
