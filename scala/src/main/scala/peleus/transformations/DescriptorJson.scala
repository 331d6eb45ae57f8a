package peleus.transformations

import peleus.Refused
import peleus.document.Node
import peleus.document.Node._

/** Descriptors as JSON: the files in the jar, and what Python says of its own steps. */
private[transformations] object DescriptorJson {

  def write(d: Descriptor): Node = fields(
    "name" -> Text(d.name),
    "family" -> Text(d.family),
    "implementation" -> Text(d.implementation),
    "kind" -> Text(d.kind),
    "doc" -> Text(d.doc),
    "since" -> Text(d.since),
    "params" -> Items(d.params.map(param)),
    "example" -> d.example
  )

  private def param(p: Param): Node = {
    val default = p.default.map("default" -> _)
    fields(Seq("name" -> Text(p.name), "type" -> typed(p.of)) ++ default :+ ("doc" -> Text(p.doc)): _*)
  }

  private def typed(of: Type): Node = of match {
    case Type.Scalar(kind)              => Text(kind.name)
    case Type.Table                     => Text("table")
    case Type.Optional(inner)           => fields("optional" -> typed(inner))
    case Type.ListOf(inner)             => fields("list" -> typed(inner))
    case Type.MapOf(inner)              => fields("map" -> typed(inner))
    case Type.Choice(className, values) =>
      fields("choice" -> fields(values.map(v => v.name -> Text(v.doc)): _*), "class" -> Text(className))
    case Type.Record(className, doc, params) =>
      fields("record" -> Items(params.map(param)), "class" -> Text(className), "doc" -> Text(doc))
  }

  def read(node: Node): Descriptor = Descriptor(
    text(node, "name"),
    text(node, "family"),
    text(node, "implementation"),
    text(node, "kind"),
    text(node, "doc"),
    text(node, "since"),
    items(get(node, "params"), "params").map(readParam),
    get(node, "example")
  )

  def readAll(node: Node): Seq[Descriptor] = items(node, "a file of descriptors").map(read)

  private def readParam(node: Node): Param =
    Param(text(node, "name"), readType(get(node, "type")), optional(node, "default"), text(node, "doc"))

  private def readType(node: Node): Type = node match {
    case Text("table") => Type.Table
    case Text(name)    => Type.Scalar(Kind.named(name).getOrElse(refuse(node, s"there is no type '$name'")))
    case Fields((Text("optional"), of) +: _)           => Type.Optional(readType(of))
    case Fields((Text("list"), of) +: _)               => Type.ListOf(readType(of))
    case Fields((Text("map"), of) +: _)                => Type.MapOf(readType(of))
    case Fields((Text("choice"), Fields(values)) +: _) =>
      Type.Choice(textOr(node, "class"), values.map { case (key, _) => Type.Value(key.value, text(values, key.value)) })
    case Fields((Text("record"), params) +: _) =>
      Type.Record(textOr(node, "class"), textOr(node, "doc"), items(params, "record").map(readParam))
    case other => refuse(other, s"a type cannot be ${show(other)}")
  }

  private def text(values: Seq[(Text, Node)], key: String): String = text(Fields(values), key)

  private def text(node: Node, key: String): String = get(node, key) match {
    case Text(text) => text
    case other      => refuse(other, s"'$key' must be text, got ${show(other)}")
  }

  private def textOr(node: Node, key: String): String = optional(node, key).fold("")(_ => text(node, key))

  private def items(node: Node, what: String): Seq[Node] = node match {
    case Items(values) => values
    case other         => refuse(other, s"$what must be a list, got ${show(other)}")
  }

  private def get(node: Node, key: String): Node = optional(node, key).getOrElse(refuse(node, s"'$key' is missing"))

  private def optional(node: Node, key: String): Option[Node] = node match {
    case fields: Fields => fields.get(key)
    case other          => refuse(other, s"must be a mapping, got ${show(other)}")
  }

  private def refuse(node: Node, what: String): Nothing = throw Refused.because(what, "descriptor", node.at)
}
