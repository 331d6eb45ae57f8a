package peleus.kernels

import scala.collection.mutable

/** A pattern as a deterministic automaton, made from its positions: each place where the pattern names a character is
  * one, and a state is the set of the positions that may come next (McNaughton and Yamada, "Regular expressions and
  * state graphs for automata", 1960).
  *
  * Beside the characters of the pattern there are two kinds of bytes: those that continue a character, which change
  * nothing, and those that make the answer unclear.
  */
final private[kernels] case class PatternAutomaton(
    kinds: Array[Byte],
    steps: Array[Int],
    accepting: Array[Boolean],
    width: Int
)

private[kernels] object PatternAutomaton {

  /** Row of the state before the first byte. */
  final val First = 0

  /** Row of the state in which nothing can be told. */
  final val Unclear = 1

  private final val MostPositions = 500
  private final val MostStates = 200

  /** The automaton; none where it would be large. */
  def build(pattern: PatternNode): Option[PatternAutomaton] =
    Option(pattern).filter(size(_) <= MostPositions).flatMap { node =>
      val positions = new Positions
      val whole = positions.add(node)
      val states = new States(positions, whole)
      Option.when(states.explore())(states.automaton)
    }

  private def size(node: PatternNode): Long = node match {
    case PatternNode.One(_)                    => 1
    case PatternNode.Follow(parts)             => parts.map(size).sum
    case PatternNode.Either(branches)          => branches.map(size).sum
    case PatternNode.Repeat(part, least, most) => size(part) * math.max(most.getOrElse(least + 1), 1)
  }

  /** Which positions a part may begin and end with, and whether it may be empty. */
  final private case class Part(first: Set[Int], last: Set[Int], empty: Boolean)

  private final class Positions {
    val chars = mutable.ArrayBuffer.empty[CharSet]
    val next = mutable.Map.empty[Int, Set[Int]].withDefaultValue(Set.empty)

    def add(node: PatternNode): Part = node match {
      case PatternNode.One(set) =>
        chars += set
        Part(Set(chars.size - 1), Set(chars.size - 1), empty = false)
      case PatternNode.Follow(parts)    => parts.foldLeft(nothing)((before, part) => follow(before, add(part)))
      case PatternNode.Either(branches) =>
        val parts = branches.map(add)
        Part(parts.flatMap(_.first).toSet, parts.flatMap(_.last).toSet, parts.exists(_.empty))
      case PatternNode.Repeat(part, least, most) => repeat(part, least, most)
    }

    private val nothing = Part(Set.empty, Set.empty, empty = true)

    private def follow(a: Part, b: Part): Part = {
      a.last.foreach(position => next(position) ++= b.first)
      Part(
        if (a.empty) a.first ++ b.first else a.first,
        if (b.empty) a.last ++ b.last else b.last,
        a.empty && b.empty
      )
    }

    /** A part that repeats without bound is written least + 1 times, the last one looping and optional; others as often
      * as they may occur.
      */
    private def repeat(node: PatternNode, least: Int, most: Option[Int]): Part = {
      val needed = (0 until least).foldLeft(nothing)((before, _) => follow(before, add(node)))
      most match {
        case Some(bound) => (least until bound).foldLeft(needed)((before, _) => follow(before, optional(add(node))))
        case None        => follow(needed, loop(optional(add(node))))
      }
    }

    private def optional(part: Part): Part = part.copy(empty = true)

    private def loop(part: Part): Part = {
      part.last.foreach(position => next(position) ++= part.first)
      part
    }
  }

  private final class States(positions: Positions, whole: Part) {
    private val classes = new CharClasses(positions.chars.toSeq)
    private val width = classes.width

    /** A state: the positions that may come next, and whether the text may end. Unclear is none of them. */
    private type State = (Set[Int], Boolean)
    private val rows = mutable.LinkedHashMap[State, Int]((whole.first, whole.empty) -> First)
    private val edges = mutable.Map.empty[Int, Array[Int]]

    /** Finds all states; false when there are too many. */
    def explore(): Boolean = {
      val waiting = mutable.Queue[State]((whole.first, whole.empty))
      while (waiting.nonEmpty && rows.size <= MostStates) {
        val state = waiting.dequeue()
        edges(rows(state)) = Array.tabulate(classes.count) { kind =>
          val reached = state._1.filter(position => classes.accepts(position, kind))
          val after: State = (reached.flatMap(positions.next), reached.exists(whole.last))
          if (!rows.contains(after)) waiting.enqueue(after)
          rows.getOrElseUpdate(after, rows.size + 1) // the row of Unclear is left out
        }
      }
      waiting.isEmpty
    }

    def automaton: PatternAutomaton = {
      val steps = new Array[Int]((rows.size + 1) * width)
      rows.values.foreach { row =>
        edges(row).zipWithIndex.foreach { case (to, kind) => steps(row * width + kind) = to * width }
        steps(row * width + classes.continuation) = row * width
        steps(row * width + classes.unclear) = Unclear * width
      }
      (0 until width).foreach(kind => steps(Unclear * width + kind) = Unclear * width)
      val accepting = new Array[Boolean](rows.size + 1)
      rows.foreach { case ((_, mayEnd), row) => accepting(row) = mayEnd }
      PatternAutomaton(classes.kinds, steps, accepting, width)
    }
  }

  /** Characters that no set of the pattern tells apart are of one kind. */
  private final class CharClasses(sets: Seq[CharSet]) {
    private val Others = 128 // stands for all characters outside ASCII
    private val kindOf: Map[Set[Int], Int] = (0 to Others).map(membership).distinct.zipWithIndex.toMap

    /** Kinds of characters; the two further kinds of bytes follow. */
    val count: Int = kindOf.size
    val continuation: Int = count
    val unclear: Int = count + 1
    val width: Int = count + 2

    val kinds: Array[Byte] = Array.tabulate(256) { byte =>
      val kind =
        if (byte < 128) kindOf(membership(byte))
        else if (byte < 0xc0) continuation
        else if (byte == 0xc2 || byte == 0xe2) unclear // U+0085, U+2028 and U+2029 begin so
        else kindOf(membership(Others))
      kind.toByte
    }

    private val members: Map[Int, Set[Int]] = kindOf.map(_.swap)

    def accepts(position: Int, kind: Int): Boolean = members(kind).contains(position)

    private def membership(char: Int): Set[Int] =
      sets.indices.filter(i => if (char == Others) sets(i).others else sets(i).ascii.contains(char)).toSet
  }
}
