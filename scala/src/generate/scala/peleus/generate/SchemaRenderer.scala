package peleus.generate

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.Descriptor

/** The JSON Schema of recipes, for editors.
  *
  * Steps are told apart by `if`, not by `anyOf` or `patternProperties`: so an unknown step is reported as "property …
  * is not allowed", not as a match of no alternative.
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
        d.name -> TypeSchema.described(TypeSchema.mapping(d.params, types), d.doc)
      }: _*)
    )

  private def single(more: (String, Node)*): Fields = {
    val one = Seq("type" -> Text("object"), "minProperties" -> Number(1), "maxProperties" -> Number(1))
    fields(one ++ more: _*)
  }
}
