package peleus.testing

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class PairingSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private def graph(size: Int, edges: Set[(Int, Int)]): Bipartite = new Bipartite(size, size) {
    override def window(l: Int): Range = 0 until size
    override def joined(l: Int, r: Int): Boolean = edges((l, r))
  }

  /** The size of a maximum matching, by trying everything. */
  private def best(left: Int, edges: Set[(Int, Int)], used: Set[Int] = Set.empty): Int =
    if (left == 0) 0
    else {
      val without = best(left - 1, edges, used)
      val choices = edges.collect { case (l, r) if l == left - 1 && !used(r) => 1 + best(left - 1, edges, used + r) }
      (choices + without).max
    }

  test("a greedy choice is taken back, along a long path") {
    // each left vertex likes the place of the next one first; the last one has a single place, taken by then
    val size = 3000
    val edges = (0 until size).flatMap(i => Seq((i, i), (i, (i + 1) % size))).toSet - ((size - 1, size - 1))
    val partners = Pairing.maximum(graph(size, edges))
    assert(partners.sorted.toSeq == (0 until size))
    assert(partners.indices.forall(l => edges((l, partners(l)))))
  }

  test("pairs to begin with may be broken up") {
    assert(Pairing.maximum(graph(2, Set((0, 0), (0, 1), (1, 0))), Seq(0 -> 0)).toSeq == Seq(1, 0))
  }

  test("as many pairs as trying everything finds, each an edge, no vertex twice") {
    val edgesOf = for {
      size <- Gen.choose(0, 6)
      all = for (l <- 0 until size; r <- 0 until size) yield (l, r)
      edges <- Gen.someOf(all)
    } yield (size, edges.toSet)
    forAll(edgesOf, minSuccessful(300)) { case (size, edges) =>
      val pairs = Pairing.maximum(graph(size, edges)).zipWithIndex.collect { case (r, l) if r >= 0 => (l, r) }
      assert(pairs.forall(edges))
      assert(pairs.map(_._2).distinct.length == pairs.length)
      assert(pairs.length == best(size, edges))
    }
  }
}
