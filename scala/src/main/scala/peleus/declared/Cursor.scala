package peleus.declared

import peleus.document.Node
import peleus.document.Node._
import peleus.{At, Problem}

/** A value in the tree of a file.
  *
  * @param path
  *   keys and positions from the top; empty for the whole
  * @param at
  *   where it was written; what was not, such as a default, has the place of what it belongs to
  */
final private[peleus] class Cursor private (path: String, node: Option[Node], at: Option[At]) {

  /** The value below a key. */
  def /(key: String): Cursor = below(key)(_._2)

  /** The same, where its key is written. */
  def key(name: String): Cursor = below(name)(_._1)

  /** The value at a position of a list, from 0. */
  def /(position: Int): Cursor = {
    val value = node.collect { case Items(values) => values }.flatMap(_.lift(position))
    to(s"$path[$position]", value)
  }

  /** What is wrong here. */
  def problem(what: String): Problem = Problem(at, path, what)

  private def below(key: String)(part: ((Text, Node)) => Node): Cursor = {
    val entry = node.collect { case Fields(entries) => entries }.flatMap(_.find(_._1.value == key))
    to(if (path.isEmpty) key else s"$path.$key", entry.map(part))
  }

  private def to(path: String, value: Option[Node]): Cursor = new Cursor(path, value, value.flatMap(_.at).orElse(at))
}

private[peleus] object Cursor {

  /** The whole of a file. */
  def apply(tree: Node): Cursor = new Cursor("", Some(tree), tree.at)
}
