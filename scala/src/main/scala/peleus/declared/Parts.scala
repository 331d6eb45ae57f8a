package peleus.declared

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Decoder, Type}
import peleus.{Problem, Refused}

/** A file on its way to a value: the parts of its long form that have the right shape, so that what is wrong with one
  * hides nothing of the others.
  *
  * @param form
  *   the type of the whole file, by its descriptor
  * @param tree
  *   the long form
  * @tparam A
  *   the case class that declares it
  */
private[peleus] class Parts[A](form: Type.Record, tree: Node) {
  private val decoder = new Decoder
  private val types = form.params.map(p => p.name -> p.of).toMap
  private val wholly = decoder.value(form, tree, "")

  /** The whole file. */
  val at: Cursor = Cursor(tree)

  /** What is wrong with the shape. */
  def problems: Seq[Problem] = wholly.left.toSeq.flatten

  /** A part such as `delivery`, filled in where it is left out; none where its shape is wrong. */
  def part[B](name: String): Option[B] = for {
    param <- form.params.find(_.name == name)
    node <- entry(name).orElse(param.default)
    value <- decoded[B](param.of, node, name).toOption
  } yield value

  /** The keys of a mapping. */
  def keys(name: String): Seq[String] = entry(name).collect { case all: Fields => all.keys }.getOrElse(Nil)

  /** The entries of a mapping that have the right shape. */
  def entries[B](name: String): Seq[(String, B)] = for {
    Type.MapOf(of) <- types.get(name).toSeq
    Fields(entries) <- entry(name).toSeq
    (key, node) <- entries
    value <- decoded[B](of, node, "").toOption
  } yield key.value -> value

  /** The entries of a list, each with what is wrong with it where its shape is not right. */
  def items[B](name: String): Seq[Either[Seq[Problem], B]] = for {
    Type.ListOf(of) <- types.get(name).toSeq
    Items(values) <- entry(name).toSeq
    (node, i) <- values.zipWithIndex
  } yield decoded[B](of, node, s"$name[$i]")

  /** The value of the whole file.
    *
    * @param others
    *   what else is wrong; of two problems of one value it has the better words
    * @throws peleus.Refused
    *   with everything that is wrong, in the order of the file
    */
  def valid(others: Seq[Problem]): A = {
    val shapes = problems.filterNot(p => others.exists(other => other.at == p.at && other.path == p.path))
    (wholly, others) match {
      case (Right(value), Seq()) if shapes.isEmpty => value.asInstanceOf[A]
      case _                                       => throw Refused.inOrder(others ++ shapes)
    }
  }

  private def decoded[B](of: Type, node: Node, path: String): Either[Seq[Problem], B] =
    decoder.value(of, node, path).map(_.asInstanceOf[B])

  private def entry(name: String): Option[Node] = tree match {
    case top: Fields => top.get(name)
    case _           => None
  }
}
