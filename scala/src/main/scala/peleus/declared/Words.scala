package peleus.declared

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.Type

/** What a person writes shorter than it is declared: one word for a list of one, a number or a boolean for text. */
private[peleus] object Words {

  /** The tree with lists and text where the type wants them, everything at its place. */
  def apply(of: Type, node: Node): Node = (of, node) match {
    case (Type.Scalar(kind), _) if kind.name == "string" => text(node)
    case (Type.Optional(inner), _)                       => apply(inner, node)
    case (Type.ListOf(inner), Items(values))             => Items(values.map(apply(inner, _))).placed(node.at)
    case (Type.ListOf(inner: Type.Scalar), _: Text | _: Number | _: Bool) =>
      Items(Seq(apply(inner, node))).placed(node.at)
    case (Type.MapOf(inner), Fields(entries)) =>
      Fields(entries.map { case (key, value) => key -> apply(inner, value) }).placed(node.at)
    case (Type.Record(_, _, params), Fields(entries)) =>
      val types = params.map(p => p.name -> p.of).toMap
      Fields(entries.map { case (key, value) => key -> types.get(key.value).fold(value)(apply(_, value)) })
        .placed(node.at)
    case _ => node
  }

  private def text(node: Node): Node = node match {
    case number: Number => Text(number.written).placed(node.at)
    case Bool(value)    => Text(value.toString).placed(node.at)
    case other          => other
  }
}
