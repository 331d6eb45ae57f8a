package peleus.transformations

import peleus.document.Node
import peleus.document.Node._

/** Leaves out of checked parameters what equals its default, as a person would write them. */
object Shorten {

  def apply(params: Seq[Param], arrived: Fields): Fields = Fields(for {
    p <- params
    node <- arrived.get(p.name)
    short = value(p.of, node)
    if !p.default.map(value(p.of, _)).contains(short)
  } yield Text(p.name) -> short)

  def value(of: Type, node: Node): Node = (of, node) match {
    case (Type.Optional(inner), _) if node != Null()  => value(inner, node)
    case (Type.ListOf(inner), Items(values))          => Items(values.map(value(inner, _)))
    case (Type.MapOf(inner), Fields(entries))         => Fields(entries.map { case (k, v) => k -> value(inner, v) })
    case (Type.Record(_, _, params), arrived: Fields) => Shorten(params, arrived)
    case (Type.Scalar(kind), _) if kind.read.isDefinedAt(node) => kind.write(kind.read(node)) // "0.10" is 0.10
    case _                                                     => node
  }
}
