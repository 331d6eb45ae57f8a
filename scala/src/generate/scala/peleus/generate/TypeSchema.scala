package peleus.generate

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Param, Type}

/** Types of parameters as JSON Schema: draft 7, which every editor knows. */
private[generate] class TypeSchema {

  /** A mapping with these keys.
    *
    * @param types
    *   the names of JSON types that it may have
    */
  def mapping(params: Seq[Param], types: Node = Text("object")): Fields = {
    val required = params.filter(_.default.isEmpty).map(_.name)
    fields(
      Seq("type" -> types, "additionalProperties" -> Bool(false)) ++
        (if (required.isEmpty) Nil else Seq("required" -> texts(required))) :+
        ("properties" -> fields(params.map(p => p.name -> parameter(p)): _*)): _*
    )
  }

  /** What a parameter takes, with its default. */
  def parameter(p: Param): Fields = {
    val schema = described(typed(p.of), p.doc)
    Fields(schema.entries ++ p.default.map(Text("default") -> _))
  }

  /** A schema with the sentence that editors show beside it. */
  def described(schema: Fields, doc: String): Fields =
    Fields(schema.entries.filter(_._1.value != "description") :+ (Text("description") -> Text(doc)))

  /** What a type takes. */
  def typed(of: Type): Fields = of match {
    case Type.Scalar(kind)      => kind.schema
    case Type.Table             => fields("type" -> Text("string"))
    case Type.Optional(inner)   => orNull(typed(inner))
    case Type.ListOf(inner)     => fields("type" -> Text("array"), "items" -> typed(inner))
    case Type.MapOf(inner)      => fields("type" -> Text("object"), "additionalProperties" -> typed(inner))
    case Type.Choice(_, values) =>
      fields("oneOf" -> Items(values.map(v => fields("const" -> Text(v.name), "description" -> Text(v.doc)))))
    case Type.Record(_, doc, params) => described(mapping(params), doc)
  }

  /** By its type where it has one: "is not of type string, null" says more than "matches none of the alternatives". */
  private def orNull(schema: Fields): Fields = {
    val nothing = Text("null")
    schema.get("type") match {
      case Some(Items(types)) => replaced(schema, Items(types :+ nothing))
      case Some(one)          => replaced(schema, Items(Seq(one, nothing)))
      case None               => fields("oneOf" -> Items(alternatives(schema) :+ fields("type" -> nothing)))
    }
  }

  private def alternatives(schema: Fields): Seq[Node] = schema.get("oneOf") match {
    case Some(Items(values)) => values
    case _                   => Seq(schema)
  }

  private def replaced(schema: Fields, types: Node): Fields =
    Fields(schema.entries.map { case (key, value) => key -> (if (key.value == "type") types else value) })
}

/** Types as they are declared, without a short writing. */
private[generate] object TypeSchema extends TypeSchema
