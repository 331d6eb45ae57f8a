package peleus.declared

import peleus.document.Node
import peleus.document.Node._

/** A mapping with some of its values rewritten, for files that may be written shorter than they are declared. */
private[peleus] object Rewrite {

  /** What comes instead of a value stands at its place; what is no mapping stays as it is.
    *
    * @param change
    *   defined for the keys and values that are rewritten
    */
  def apply(node: Node)(change: PartialFunction[(String, Node), Node]): Node = node match {
    case Fields(entries) =>
      val rewritten = entries.map { case (key, value) =>
        key -> change.lift((key.value, value)).fold(value)(_.placed(value.at))
      }
      Fields(rewritten).placed(node.at)
    case other => other
  }
}
