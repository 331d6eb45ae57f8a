package peleus.generate

import peleus.document.Json
import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.{Names, Param, Type}

/** Pieces of Python: hints and literals, laid out as `ruff format` would. */
private[generate] object PythonText {
  val Width = 120

  /** First lines of a generated module. */
  def header(summary: String): String =
    s"""# Written by `make generate` from the declarations in Scala; do not edit.
       |\"\"\"$summary\"\"\"
       |
       |from __future__ import annotations
       |""".stripMargin

  /** A module of these parts: what comes before the code, one empty line between, and the code after two. */
  def module(header: String, imports: String, names: String, code: String): String = {
    val top = Seq(header, imports, names).filter(_.nonEmpty).mkString("\n")
    if (code.isEmpty) top else s"$top\n\n$code\n"
  }

  /** The words of code, those of its docstrings left out. */
  def words(code: String): Set[String] =
    "\\w+".r.findAllIn(code.replaceAll("(?s)\"\"\".*?\"\"\"", "")).toSet

  def hint(of: Type): String = of match {
    case Type.Scalar(kind)            => kind.python
    case Type.Table                   => "str | DataFrame"
    case Type.Optional(inner)         => s"${hint(inner)} | None"
    case Type.ListOf(inner)           => s"Sequence[${hint(inner)}]"
    case Type.MapOf(inner)            => s"Mapping[str, ${hint(inner)}]"
    case Type.Choice(className, _)    => Names.simple(className)
    case Type.Record(className, _, _) => Names.simple(className)
  }

  /** A value of that type. Lists are tuples in defaults, so that no call can change them for the next. */
  def literal(of: Type, node: Node, tuples: Boolean = true): String = (of, node) match {
    case (Type.Optional(inner), _) if node != Null() => literal(inner, node, tuples)
    case (Type.Scalar(kind), Number(n))              => if (kind.name == "decimal") quoted(n.toString) else number(n)
    case (Type.ListOf(inner), Items(values))         => list(values.map(literal(inner, _, tuples)), tuples)
    case (Type.MapOf(inner), Fields(entries))        =>
      mapping(entries.map { case (k, v) => k.value -> literal(inner, v, tuples) })
    case (Type.Record(_, _, params), arrived: Fields) =>
      mapping(params.flatMap(p => arrived.get(p.name).map(v => p.name -> literal(p.of, v, tuples))))
    case (_, word) => plain(word)
  }

  private def plain(node: Node): String = node match {
    case Null()      => "None"
    case Bool(value) => if (value) "True" else "False"
    case Text(text)  => quoted(text)
    case Number(n)   => number(n)
    case other       => Json.write(other)
  }

  private def number(n: BigDecimal): String = n.bigDecimal.toString.replace('E', 'e')

  /** Double quotes, unless single ones save an escape. */
  def quoted(text: String): String = {
    val json = Json.write(Text(text))
    if (text.contains('"') && !text.contains('\'')) s"'${json.drop(1).dropRight(1).replace("\\\"", "\"")}'" else json
  }

  private def list(values: Seq[String], tuples: Boolean): String =
    if (!tuples) values.mkString("[", ", ", "]")
    else if (values.size == 1) s"(${values.head},)"
    else values.mkString("(", ", ", ")")

  def mapping(entries: Seq[(String, String)]): String =
    entries.map { case (key, value) => s"${quoted(key)}: $value" }.mkString("{", ", ", "}")

  /** Mappings would be shared between calls: they are made in the body instead. */
  def isMutable(param: Param): Boolean = param.default.exists(_.isInstanceOf[Fields])

  /** `open a, b close` on one line where it fits, else one item a line, each with a comma. */
  def group(open: String, items: Seq[String], close: String, indent: String = ""): String = {
    val line = items.mkString(s"$indent$open", ", ", close)
    if (line.length <= Width) line
    else items.map(item => s"$indent    $item,\n").mkString(s"$indent$open\n", "", s"$indent$close")
  }

  /** Words filled into lines of at most [[Width]] columns. */
  def filled(text: String, indent: String, hanging: String = ""): String = {
    val lines = text.split(' ').foldLeft(Vector.empty[String]) { (done, word) =>
      if (done.isEmpty) Vector(indent + word)
      else if (done.last.length + 1 + word.length <= Width) done.init :+ s"${done.last} $word"
      else done :+ indent + hanging + word
    }
    lines.mkString("\n")
  }

  /** The enums and records in a type, inner ones first: Python gives each a name. */
  def named(of: Type): Seq[Type] = of match {
    case choice: Type.Choice  => Seq(choice)
    case record: Type.Record  => record.params.flatMap(p => named(p.of)) :+ record
    case Type.Optional(inner) => named(inner)
    case Type.ListOf(inner)   => named(inner)
    case Type.MapOf(inner)    => named(inner)
    case _                    => Nil
  }
}
