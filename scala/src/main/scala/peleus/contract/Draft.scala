package peleus.contract

import peleus.Problem
import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Decoder, Type}

/** A contract on its way: the parts of a long form that have the right shape, so that what is wrong with one field
  * hides nothing of the others.
  *
  * @param tree
  *   the long form
  */
final private[contract] class Draft private (tree: Node) {
  private val decoder = new Decoder
  private val wholly = decoder.value(Draft.form, tree, "")
  private val ruled = list("rules").zipWithIndex.map { case (rule, i) =>
    decoder.value(Draft.ofRule, rule, s"rules[$i]")
  }

  /** The whole file. */
  val at: Cursor = Cursor(tree)

  /** The contract, where its shape is right. */
  def whole: Option[Contract] = wholly.toOption.collect { case contract: Contract => contract }

  /** What is wrong with the shape. */
  def problems: Seq[Problem] = wholly.left.toSeq.flatten ++ ruled.flatMap(_.left.toSeq.flatten)

  /** A part such as `delivery`, filled in where it is left out; none where its shape is wrong. */
  def part[A](name: String): Option[A] = {
    val param = Draft.form.params.find(_.name == name)
    for (p <- param; node <- entry(name).orElse(p.default); value <- decoder.value(p.of, node, name).toOption)
      yield value.asInstanceOf[A]
  }

  /** Names of all fields. */
  val fieldNames: Seq[String] = entry("fields").collect { case all: Fields => all.keys }.getOrElse(Nil)

  /** The fields that have the right shape. */
  val fields: Seq[(String, Field)] = for {
    Fields(entries) <- entry("fields").toSeq
    (name, node) <- entries
    field <- decoder.value(Draft.ofField, node, "").toOption
  } yield name.value -> field.asInstanceOf[Field]

  /** The rules that have the right shape, with their positions. */
  def rules: Seq[(Rule, Int)] = ruled.zipWithIndex.collect { case (Right(rule: Rule), i) => rule -> i }

  private def list(name: String): Seq[Node] = entry(name).collect { case Items(values) => values }.getOrElse(Nil)

  private def entry(name: String): Option[Node] = tree match {
    case top: Fields => top.get(name)
    case _           => None
  }
}

private[contract] object Draft {

  /** The type of the whole file, by its descriptor. */
  val form: Type.Record = {
    val d = ContractFile.descriptor
    Type.Record(d.implementation, d.doc, d.params)
  }

  private val types = form.params.map(p => p.name -> p.of).toMap
  private val ofField = types("fields") match { case Type.MapOf(field) => field; case other => other }
  private val ofRule = types("rules") match { case Type.ListOf(rule) => rule; case other => other }

  /** The parts of a tree in the long form. */
  def apply(tree: Node): Draft = new Draft(tree)
}
