package peleus.document

import peleus.{At, Refused}

/** A value of a JSON or YAML document that knows where it was written. Two values are equal wherever they stand. */
sealed abstract class Node extends Product with Serializable {

  // Outside the constructor, so that it takes no part in equality. Set once, by whoever made the node.
  private[this] var place: Option[At] = None

  /** Where it was written; none for a value made in code. */
  def at: Option[At] = place

  private[peleus] def placed(at: Option[At]): this.type = {
    place = at
    this
  }
}

object Node {
  final case class Null() extends Node
  final case class Bool(value: Boolean) extends Node

  /** Any number of JSON, every digit of it. */
  final case class Number(value: BigDecimal) extends Node {

    // Takes no part in equality, like the place.
    private[this] var text: Option[String] = None

    /** The number as its document has it: `1e3` stays `1e3`. */
    def written: String = text.getOrElse(value.toString)

    private[document] def written(as: String): this.type = {
      text = Some(as)
      this
    }
  }
  final case class Text(value: String) extends Node
  final case class Items(values: Seq[Node]) extends Node

  /** A mapping, in the order in which it was written. No key stands twice in what a reader made. */
  final case class Fields(entries: Seq[(Text, Node)]) extends Node {
    def get(key: String): Option[Node] = entries.collectFirst { case (Text(`key`), value) => value }
    def keys: Seq[String] = entries.map(_._1.value)
  }

  def fields(entries: (String, Node)*): Fields = Fields(entries.map { case (key, value) => Text(key) -> value })

  def texts(values: Seq[String]): Items = Items(values.map(Text(_)))

  def orNull(value: Option[Node]): Node = value.getOrElse(Null())

  def textOrNull(value: Option[String]): Node = orNull(value.map(Text(_)))

  /** A value as error messages name it. */
  def show(node: Node): String = node match {
    case Null()      => "null"
    case Bool(value) => value.toString
    case Number(n)   => s"the number $n"
    case Text(text)  => s"the text '${if (text.length > 60) text.take(60) + "…" else text}'"
    case Items(_)    => "a list"
    case Fields(_)   => "a mapping"
  }

  /** A mapping of distinct keys, for the readers. */
  private[document] def distinct(entries: Seq[(Text, Node)]): Fields = {
    val seen = scala.collection.mutable.Set.empty[String]
    entries.collectFirst { case (key, _) if !seen.add(key.value) => key }.foreach { key =>
      throw Refused.because(s"the key '${key.value}' is given twice", at = key.at)
    }
    Fields(entries)
  }
}
