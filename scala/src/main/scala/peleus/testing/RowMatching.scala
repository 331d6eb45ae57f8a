package peleus.testing

import scala.collection.mutable

/** Which rows of two frames have an equal partner.
  *
  * @param matched
  *   number of pairs of equal rows
  * @param onlyActual
  *   positions of the actual rows without a partner, ascending
  * @param onlyExpected
  *   positions of the expected rows without a partner, ascending
  * @param largestDistance
  *   largest absolute difference between two numbers of matched rows; 0 when the comparison is exact
  */
private[testing] final case class RowMatching(
    matched: Int,
    onlyActual: IndexedSeq[Int],
    onlyExpected: IndexedSeq[Int],
    largestDistance: Double
)

/** Matches two multisets of rows. Rows whose keys have the same text form a group, so that the exact part costs one
  * hash look-up a row; tolerance is decided inside the groups, by pairing.
  */
private[testing] object RowMatching {
  private final class Group {
    val actual = mutable.ArrayBuffer.empty[Int]
    val expected = mutable.ArrayBuffer.empty[Int]
  }

  /** Finds as many pairs of equal rows as there can be. */
  def apply(actual: IndexedSeq[Key], expected: IndexedSeq[Key], tolerance: Tolerance): RowMatching = {
    val groups = mutable.HashMap.empty[String, Group]
    actual.indices.foreach(i => groups.getOrElseUpdate(actual(i).text, new Group).actual += i)
    expected.indices.foreach(i => groups.getOrElseUpdate(expected(i).text, new Group).expected += i)

    val pairs = groups.valuesIterator.filter(g => g.actual.nonEmpty && g.expected.nonEmpty).flatMap { group =>
      if (actual(group.actual.head).numbers.isEmpty) group.actual.iterator.zip(group.expected.iterator)
      else NumberPairing(group.actual, actual, group.expected, expected, tolerance)
    }
    val actualLeft = mutable.BitSet.fromSpecific(actual.indices)
    val expectedLeft = mutable.BitSet.fromSpecific(expected.indices)
    var largest = 0.0
    pairs.foreach { case (a, e) =>
      actualLeft -= a
      expectedLeft -= e
      largest = math.max(largest, distance(actual(a), expected(e)))
    }
    RowMatching(actual.size - actualLeft.size, actualLeft.toIndexedSeq, expectedLeft.toIndexedSeq, largest)
  }

  private def distance(actual: Key, expected: Key): Double =
    actual.numbers.indices.map(i => Tolerance.distance(actual.numbers(i), expected.numbers(i))).foldLeft(0.0)(math.max)
}

/** Pairs the rows of one group by their numbers. Sorting alone cannot do it: two rows may change places within the
  * tolerance. Sorting by one number only narrows, for each row, where its partner can be.
  */
private object NumberPairing {
  def apply(
      actualRows: collection.IndexedSeq[Int],
      actual: IndexedSeq[Key],
      expectedRows: collection.IndexedSeq[Int],
      expected: IndexedSeq[Key],
      tolerance: Tolerance
  ): Iterator[(Int, Int)] = {
    val axis = mostVaried(expectedRows.map(expected))
    def along(key: Key) = key.numbers(axis).doubleValue
    val actualSorted = actualRows.sortBy(i => along(actual(i)))(Ordering.Double.TotalOrdering).toIndexedSeq
    val expectedSorted = expectedRows.sortBy(i => along(expected(i)))(Ordering.Double.TotalOrdering).toIndexedSeq
    val positions = expectedSorted.map(i => along(expected(i))).toArray

    val graph = new Bipartite(actualSorted.size, expectedSorted.size) {
      override def window(l: Int): Range = {
        val centre = along(actual(actualSorted(l)))
        val reach = tolerance.reach(centre)
        firstNotBelow(positions, centre - reach) until firstNotBelow(positions, Math.nextUp(centre + reach))
      }
      override def joined(l: Int, r: Int): Boolean =
        tolerance.accepts(actual(actualSorted(l)).numbers, expected(expectedSorted(r)).numbers)
    }
    val partners = Pairing.maximum(graph, identical(actualSorted.map(actual), expectedSorted.map(expected)))
    partners.iterator.zipWithIndex.collect { case (r, l) if r >= 0 => (actualSorted(l), expectedSorted(r)) }
  }

  /** The place in the vectors with most distinct numbers: there a window holds fewest rows. */
  private def mostVaried(keys: collection.IndexedSeq[Key]): Int =
    keys.head.numbers.indices.maxBy(place => keys.iterator.map(_.numbers(place)).toSet.size)

  /** Pairs of rows with the very same numbers. */
  private def identical(left: IndexedSeq[Key], right: IndexedSeq[Key]): Seq[(Int, Int)] = {
    val rightByNumbers = right.indices.groupBy(right(_).numbers)
    left.indices.groupBy(left(_).numbers).toSeq.flatMap { case (numbers, ls) =>
      ls.zip(rightByNumbers.getOrElse(numbers, Nil))
    }
  }

  /** Position of the first element of an ascending array that is not below `bound`. */
  private def firstNotBelow(sorted: Array[Double], bound: Double): Int = {
    var low = 0
    var high = sorted.length
    while (low < high) {
      val middle = (low + high) >>> 1
      if (sorted(middle) < bound) low = middle + 1 else high = middle
    }
    low
  }
}
