package peleus.testing

import java.util.BitSet

import scala.collection.mutable

/** A bipartite graph whose edges are asked for, not stored.
  *
  * @param left
  *   number of vertices on the left, named 0 until `left`
  * @param right
  *   number of vertices on the right
  */
private[testing] abstract class Bipartite(val left: Int, val right: Int) {

  /** All neighbours of `l` lie in this range of right vertices. */
  def window(l: Int): Range

  /** True when `l` and `r` may be paired. */
  def joined(l: Int, r: Int): Boolean
}

/** Maximum matching in a bipartite graph, by augmenting paths (Berge 1957; Kuhn 1955). */
private[testing] object Pairing {
  private val Free = -1

  /** A matching with as many pairs as the graph allows.
    *
    * @param start
    *   pairs to begin with, each an edge of the graph, no vertex twice; they may be broken up for the sake of more
    * @return
    *   for each left vertex its partner on the right, or -1
    */
  def maximum(graph: Bipartite, start: Iterable[(Int, Int)] = Nil): Array[Int] = {
    val search = new Search(graph)
    start.foreach { case (l, r) => search.pair(l, r) }
    search.pairGreedily()
    search.augmentAll()
    search.partner
  }

  private final class Search(graph: Bipartite) {
    val partner: Array[Int] = Array.fill(graph.left)(Free)
    private val owner = Array.fill(graph.right)(Free)
    private val taken = new BitSet(graph.right)

    def pair(l: Int, r: Int): Unit = {
      partner(l) = r
      owner(r) = l
      taken.set(r)
    }

    /** The first free neighbour for each vertex. With both sides in ascending order this is the sweep that is already
      * optimal for one number, so that usually little is left to augment.
      */
    def pairGreedily(): Unit =
      for (l <- 0 until graph.left if partner(l) == Free)
        open(l, taken).find(graph.joined(l, _)).foreach(pair(l, _))

    /** Looks for an augmenting path from each vertex that is still free. What a failed search has seen can never be
      * part of a later path, so it stays closed: all failures together walk each edge once.
      */
    def augmentAll(): Unit = {
      val closed = new BitSet(graph.right)
      for (l <- 0 until graph.left if partner(l) == Free && taken.cardinality < graph.right) {
        val seen = closed.clone().asInstanceOf[BitSet]
        if (!augment(l, seen)) closed.or(seen)
      }
    }

    /** Breadth first, as the depth of a path is not bounded by the stack. */
    private def augment(root: Int, seen: BitSet): Boolean = {
      val reachedFrom = mutable.Map.empty[Int, Int]
      val queue = mutable.Queue(root)
      while (queue.nonEmpty) {
        val l = queue.dequeue()
        val neighbours = open(l, seen).filter(graph.joined(l, _))
        while (neighbours.hasNext) {
          val r = neighbours.next()
          seen.set(r)
          reachedFrom(r) = l
          if (owner(r) == Free) {
            flip(r, reachedFrom)
            return true
          }
          queue.enqueue(owner(r))
        }
      }
      false
    }

    /** Walks the path back from its free end: each right vertex goes to the one that it was reached from. */
    private def flip(end: Int, reachedFrom: collection.Map[Int, Int]): Unit = {
      var r = end
      while (r != Free) {
        val l = reachedFrom(r)
        val next = partner(l)
        pair(l, r)
        r = next
      }
    }

    /** Right vertices in the window of `l` that are not in `shut`. */
    private def open(l: Int, shut: BitSet): Iterator[Int] = {
      val window = graph.window(l)
      Iterator.iterate(shut.nextClearBit(window.start))(r => shut.nextClearBit(r + 1)).takeWhile(_ < window.end)
    }
  }
}
