package peleus.document

import peleus.Refused
import peleus.document.Node._

/** A mapping that a program wrote and a program reads: every value by its key, of the kind that it must be.
  *
  * @param what
  *   the document, for refusals
  */
private[peleus] final class Mapping private (fields: Fields, what: String) {

  def keys: Seq[String] = fields.keys

  def text(key: String): String = node(key) match {
    case Text(value) => value
    case other       => refuse(key, "text", other)
  }

  def textOrNull(key: String): Option[String] = Option.when(node(key) != Null())(text(key))

  def long(key: String): Long = node(key) match {
    case Number(value) if value.isValidLong => value.toLongExact
    case other                              => refuse(key, "a whole number", other)
  }

  def int(key: String): Int = long(key) match {
    case value if value.isValidInt => value.toInt
    case other                     => refuse(key, "a smaller number", Number(other))
  }

  def intOrNull(key: String): Option[Int] = Option.when(node(key) != Null())(int(key))

  def doubleOrNull(key: String): Option[Double] = node(key) match {
    case Number(value) => Some(value.toDouble)
    case Null()        => None
    case other         => refuse(key, "a number or null", other)
  }

  def bool(key: String): Boolean = node(key) match {
    case Bool(value) => value
    case other       => refuse(key, "true or false", other)
  }

  def texts(key: String): Seq[String] = items(key).map {
    case Text(value) => value
    case other       => refuse(key, "texts", other)
  }

  def mapping(key: String): Mapping = Mapping(node(key), what)

  def mappings(key: String): Seq[Mapping] = items(key).map(Mapping(_, what))

  /** The one of `all` that has the name which stands there. */
  def oneOf[A](key: String, all: Seq[A])(name: A => String): A =
    all.find(name(_) == text(key)).getOrElse(refuse(key, all.map(name).mkString(", "), node(key)))

  /** All that stands under other keys. */
  def except(keys: Set[String]): Fields = Fields(fields.entries.filterNot { case (key, _) => keys(key.value) })

  private def items(key: String): Seq[Node] = node(key) match {
    case Items(values) => values
    case other         => refuse(key, "a list", other)
  }

  /** Whatever stands there. */
  def node(key: String): Node =
    fields.get(key).getOrElse(throw Refused.because(s"'$key' is missing", what, fields.at))

  private def refuse(key: String, allowed: String, got: Node): Nothing =
    throw Refused.because(s"'$key' must be $allowed, got ${show(got)}", what, got.at)
}

private[peleus] object Mapping {

  /** @throws peleus.Refused
    *   when it is none
    */
  def apply(node: Node, what: String): Mapping = node match {
    case fields: Fields => new Mapping(fields, what)
    case other          => throw Refused.because(s"must be a mapping, got ${show(other)}", what, other.at)
  }
}
