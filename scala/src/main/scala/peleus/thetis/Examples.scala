package peleus.thetis

import org.apache.spark.unsafe.types.UTF8String

import peleus.document.Node
import peleus.document.Node.{Null, Number, Text}

/** The first records of a chunk that fail each of some rules. Few are kept, so that the row of metrics stays small
  * whatever the chunk holds.
  *
  * @param names
  *   of the rules
  */
private[thetis] final class Examples(names: IndexedSeq[String]) {
  private val kept = Array.fill(names.size)(Vector.empty[Node])

  /** Whether one more of this rule is kept. Asked before the text of a cell is copied. */
  def wants(rule: Int): Boolean = kept(rule).size < Examples.Most

  /** Keeps a record that fails the rule; records come in the order of their lines.
    *
    * @param line
    *   the record's first
    * @param value
    *   the cell as it was written; null where it must not be shown, or where the rule is about no cell
    */
  def add(rule: Int, line: Long, value: UTF8String): Unit =
    kept(rule) :+= Node.fields(
      "line" -> Number(line),
      "value" -> (if (value == null) Null() else Text(value.toString))
    )

  /** Entries of a mapping from the rule to its examples; rules without are left out. */
  def entries: Seq[(String, Node)] =
    names.indices.filter(kept(_).nonEmpty).map(rule => names(rule) -> Node.Items(kept(rule)))
}

private[thetis] object Examples {

  /** Most that are kept of one rule. */
  final val Most = 5
}
