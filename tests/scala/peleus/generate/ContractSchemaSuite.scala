package peleus.generate

import org.scalatest.funsuite.AnyFunSuite

import peleus.contract.{ActionName, Contract, Failure}
import peleus.document.Node._
import peleus.document.{Json, Node}
import peleus.transformations.{Names, Type}

class ContractSchemaSuite extends AnyFunSuite {
  private val descriptor = Describe.file(classOf[Contract])
  private val schema = ContractSchema(descriptor)

  private def at(path: String*): Node = path.foldLeft(schema) {
    case (fields: Fields, key) => fields.get(key).getOrElse(fail(s"no $key in ${path.mkString(".")}"))
    case (other, key)          => fail(s"$key of $other")
  }

  private def said(path: String*): String = Json.write(at(path: _*))

  /** The keys of a type, and where its schema lies below that of its parameter. */
  private def keys(of: Type): Seq[(Seq[String], Type)] = of match {
    case Type.Record(_, _, params) => params.map(p => Seq("properties", p.name) -> p.of)
    case Type.MapOf(inner)         => Seq(Seq("additionalProperties") -> inner)
    case Type.ListOf(inner)        => Seq(Seq("items") -> inner)
    case Type.Optional(inner)      => Seq(Nil -> inner)
    case _                         => Nil
  }

  /** Below these the schema is not the type's own: its short writings stand there. */
  private val short = Set("on_fail", "rules")

  private def everywhere(path: Seq[String], of: Type): Unit = keys(of).foreach { case (step, inner) =>
    at(path ++ step: _*): Unit
    if (!step.exists(short)) everywhere(path ++ step, inner)
  }

  test("every key of the descriptor is in the schema") {
    everywhere(Nil, Type.Record("", "", descriptor.params))
    val rule = Seq("properties", "rules", "items", "then", "properties")
    assert(
      Json.write(texts(at(rule: _*).asInstanceOf[Fields].keys)) ==
        """["name","expr","unique","row_count","on_fail"]"""
    )
    val actions = at("properties", "fields", "additionalProperties", "properties", "on_fail", "else", "properties")
    assert(actions.asInstanceOf[Fields].keys == Failure.all.map(Names.snakeOf(_)))
    assert(at("definitions", "action", "then", "enum") == texts(ActionName.all.map(Names.snakeOf(_))))
  }

  test("unknown keys are not allowed anywhere, and what has no default is required") {
    assert(said("additionalProperties") == "false")
    assert(said("required") == """["contract","version","delivery","fields"]""")
    assert(said("properties", "delivery", "additionalProperties") == "false")
    assert(said("properties", "fields", "additionalProperties", "additionalProperties") == "false")
    assert(said("definitions", "action", "else", "additionalProperties") == "false")
  }

  test("short writings are allowed") {
    val field = Seq("properties", "fields", "additionalProperties")
    assert(said(field :+ "type": _*) == """["object","string"]""")
    assert(said(field ++ Seq("properties", "formats", "type"): _*) == """["array","string","number","boolean"]""")
    assert(said(field ++ Seq("properties", "minimum", "type"): _*) == """["string","number","boolean","null"]""")
    val rule = Seq("properties", "rules", "items", "else", "properties")
    assert(said(rule ++ Seq("unique", "else", "type"): _*) == """["array","string","number","boolean"]""")
    assert(said(rule ++ Seq("row_count", "properties", "minimum", "type"): _*) == """["integer","null"]""")
    assert(said("properties", "rules", "items", "else", "maxProperties") == "1")
  }

  test("the pattern of a type's name allows what is read") {
    val Text(pattern) = at("properties", "fields", "additionalProperties", "pattern"): @unchecked
    Seq("string", "date", "decimal(8,1)", "decimal(8, 1)").foreach(name => assert(name.matches(pattern), name))
    Seq("int", "decimal", "decimal(8)", "strings").foreach(name => assert(!name.matches(pattern), name))
  }
}
