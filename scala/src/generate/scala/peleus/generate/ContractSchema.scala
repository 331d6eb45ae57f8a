package peleus.generate

import peleus.contract.{Action, ActionName, Failure, Field, Rule}
import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Descriptor, Names, Param, Type}

/** The JSON Schema of contracts, for editors: the long form of the descriptor, and the short writings of
  * `peleus.contract.Shorthand` and `peleus.declared.Words`.
  */
object ContractSchema {

  def apply(contract: Descriptor): Node = {
    val head = WordsSchema.head("Peleus contract")
    val action = fields("definitions" -> fields("action" -> Written.action(contract)))
    Fields(head.entries ++ Written.described(Written.mapping(contract.params), contract.doc).entries ++ action.entries)
  }

  private object Written extends WordsSchema {

    override def typed(of: Type): Fields = of match {
      case Type.MapOf(one) if is[Action](one)        => actions(one)
      case record: Type.Record if is[Action](record) => fields("$ref" -> Text("#/definitions/action"))
      case record: Type.Record if is[Field](record)  => field(record.params)
      case record: Type.Record if is[Rule](record)   => rule(record.params)
      case other                                     => super.typed(other)
    }

    /** A mapping, or its type alone: what the type's schema asks of text says nothing about mappings. */
    private def field(params: Seq[Param]): Fields = {
      val word = typed(params.find(_.name == "type").get.of).entries.filterNot(_._1.value == "type")
      Fields(mapping(params, texts(Seq("object", "string"))).entries ++ word)
    }

    /** One action for all kinds of failure, or by kind. */
    private def actions(one: Type): Fields =
      wordOr(closed(Failure.all.map(kind => Names.snakeOf(kind) -> typed(one))))

    /** `keep_flag`, `{default: "0.0"}`, or `{action: default, value: "0.0"}`: said once for all places that take one.
      */
    def action(contract: Descriptor): Fields = {
      val params = records(Type.Record("", "", contract.params)).find(is[Action](_)).toSeq.flatMap(_.params)
      wordOr(closed(keys(params) :+ ("default" -> key(params, "value"))))
    }

    private def records(of: Type): Seq[Type.Record] = of match {
      case record: Type.Record => record +: record.params.flatMap(p => records(p.of))
      case Type.Optional(of)   => records(of)
      case Type.ListOf(of)     => records(of)
      case Type.MapOf(of)      => records(of)
      case _                   => Nil
    }

    private def wordOr(mapping: Fields): Fields = fields(
      "if" -> fields("type" -> Text("string")),
      "then" -> fields("enum" -> texts(ActionName.all.map(Names.snakeOf(_)))),
      "else" -> mapping
    )

    /** With a key `name` the long form, else a mapping of one key, the name. */
    private def rule(params: Seq[Param]): Fields = fields(
      "if" -> fields("required" -> texts(Seq("name"))),
      "then" -> mapping(params),
      "else" -> fields(
        "type" -> Text("object"),
        "minProperties" -> Number(1),
        "maxProperties" -> Number(1),
        "properties" -> fields("unique" -> unique(params), "row_count" -> rowCount(params)),
        "additionalProperties" -> closed(
          keys(params.filterNot(_.name == "name")),
          texts(Seq("object", "string"))
        )
      )
    )

    private def unique(params: Seq[Param]): Fields = fields(
      "if" -> fields("type" -> Text("object")),
      "then" -> closed(Seq("fields" -> key(params, "unique"), "on_fail" -> key(params, "on_fail"))),
      "else" -> key(params, "unique")
    )

    private def rowCount(params: Seq[Param]): Fields = {
      val bounds = params.find(_.name == "row_count").map(_.of).collect {
        case Type.Optional(Type.Record(_, _, bounds)) => keys(bounds)
      }
      closed(bounds.toSeq.flatten :+ ("on_fail" -> key(params, "on_fail")))
    }

    private def keys(params: Seq[Param]): Seq[(String, Fields)] = params.map(p => p.name -> parameter(p))

    private def key(params: Seq[Param], name: String): Fields = parameter(params.find(_.name == name).get)
  }
}
