package peleus.generate

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Descriptor, Param, Type}

/** The JSON Schema of recipes, for editors.
  *
  * Draft 7, which every editor knows. Steps are told apart by `if`, not by `anyOf` or `patternProperties`: so an
  * unknown step is reported as "property … is not allowed", not as a match of no alternative.
  */
object SchemaRenderer {

  def apply(all: Seq[Descriptor]): Node = fields(
    "$schema" -> Text("http://json-schema.org/draft-07/schema#"),
    "title" -> Text("Peleus recipe"),
    "type" -> Text("object"),
    "additionalProperties" -> Bool(false),
    "required" -> texts(Seq("steps")),
    "properties" -> fields(
      "recipe" -> fields("type" -> Text("string"), "description" -> Text("Name of the recipe.")),
      "steps" -> fields(
        "type" -> Text("array"),
        "description" -> Text("Transformations, in the order in which they run."),
        "items" -> step(all)
      )
    ),
    "definitions" -> fields("step" -> known(all))
  )

  private def step(all: Seq[Descriptor]): Fields = fields(
    "if" -> fields("type" -> Text("string")),
    "then" -> word(all),
    "else" -> fields(
      "if" -> fields(
        "type" -> Text("object"),
        "minProperties" -> Number(1), // an empty mapping is a step in the making: the editor proposes our names
        "propertyNames" -> fields("pattern" -> Text(dotted))
      ),
      "then" -> single("additionalProperties" -> fields("type" -> texts(Seq("object", "null")))),
      "else" -> fields("$ref" -> Text("#/definitions/step"))
    )
  )

  /** A step in Python is called `module.name`. */
  private val dotted = "^\\w+(\\.\\w+)+$"

  /** A step without parameters may be written as one word. */
  private def word(all: Seq[Descriptor]): Fields = {
    val words = all.filter(_.params.forall(_.default.isDefined)).map(_.name)
    val ours = if (words.isEmpty) fields("type" -> Text("object")) else fields("enum" -> texts(words))
    fields("if" -> fields("pattern" -> Text(dotted)), "else" -> ours)
  }

  private def known(all: Seq[Descriptor]): Fields =
    single(
      "additionalProperties" -> Bool(false),
      "properties" -> fields(all.map { d =>
        val types = if (d.params.forall(_.default.isDefined)) texts(Seq("object", "null")) else Text("object")
        d.name -> described(mapping(d.params, types), d.doc)
      }: _*)
    )

  private def single(more: (String, Node)*): Fields = {
    val one = Seq("type" -> Text("object"), "minProperties" -> Number(1), "maxProperties" -> Number(1))
    fields(one ++ more: _*)
  }

  private def mapping(params: Seq[Param], types: Node = Text("object")): Fields = {
    val required = params.filter(_.default.isEmpty).map(_.name)
    fields(
      Seq("type" -> types, "additionalProperties" -> Bool(false)) ++
        (if (required.isEmpty) Nil else Seq("required" -> texts(required))) :+
        ("properties" -> fields(params.map(p => p.name -> parameter(p)): _*)): _*
    )
  }

  private def parameter(p: Param): Fields = {
    val schema = described(typed(p.of), p.doc)
    Fields(schema.entries ++ p.default.map(Text("default") -> _))
  }

  private def described(schema: Fields, doc: String): Fields =
    Fields(schema.entries.filter(_._1.value != "description") :+ (Text("description") -> Text(doc)))

  private def typed(of: Type): Fields = of match {
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
