package peleus.generate

import peleus.document.Node._
import peleus.document.{Json, Yaml}
import peleus.transformations.{Descriptor, Names, Param, Type}

/** The reference page of all transformations. */
object PageRenderer {

  def apply(all: Seq[Descriptor]): String = {
    val head = "<!-- Written by `make generate` from the declarations in Scala; do not edit. -->\n# Transformations\n"
    (head +: all.map(section)).mkString("\n")
  }

  private def section(d: Descriptor): String = {
    val parts = Seq(Seq(s"${d.doc} Since ${d.since}."), table(d.params), nested(d.params), example(d), notes(d))
    s"## ${d.name}\n\n${parts.flatten.mkString("\n\n")}\n"
  }

  private[generate] def table(params: Seq[Param]): Seq[String] =
    if (params.isEmpty) Seq("It takes no parameters.")
    else {
      val rows = params.map { p =>
        val default = p.default.fold("required")(node => s"`${Json.write(node)}`")
        s"| `${p.name}` | ${cell(words(p.of))} | ${cell(default)} | ${cell(p.doc)} |"
      }
      Seq(("| parameter | takes | default | what it is |" +: "|---|---|---|---|" +: rows).mkString("\n"))
    }

  private def cell(text: String): String = text.replace("|", "\\|")

  private def words(of: Type): String = of match {
    case Type.Scalar(kind)            => kind.wants
    case Type.Table                   => "a table"
    case Type.Optional(inner)         => s"${words(inner)}, or null"
    case Type.ListOf(inner)           => s"list: ${words(inner)}"
    case Type.MapOf(inner)            => s"mapping: ${words(inner)}"
    case Type.Choice(_, values)       => values.map(v => s"`${v.name}`").mkString(", ")
    case Type.Record(className, _, _) => s"mapping (${Names.simple(className)})"
  }

  /** What the words of an enum and the keys of a mapping mean. */
  private def nested(params: Seq[Param]): Seq[String] =
    params.flatMap(p => PythonText.named(p.of).map(p -> _)).flatMap {
      case (p, Type.Choice(_, values)) =>
        Seq(values.map(v => s"- `${v.name}`: ${v.doc}").mkString(s"Values of `${p.name}`:\n\n", "\n", ""))
      case (p, Type.Record(_, doc, keys)) => s"`${p.name}`: $doc" +: table(keys)
      case _                              => Nil
    }

  private def example(d: Descriptor): Seq[String] = {
    val step = if (d.example == fields()) s"- ${d.name}" else Yaml.write(Items(Seq(fields(d.name -> d.example)))).trim
    Seq(s"```yaml\n$step\n```")
  }

  private def notes(d: Descriptor): Seq[String] = d.kind match {
    case _ if d.parses =>
      Seq(s"In SQL: `peleus.${d.name}` gives the value, `peleus.${d.name}_error` the code of why there is none.")
    case Descriptor.Cell    => Seq(s"In SQL: `peleus.${d.name}`.")
    case Descriptor.Learned => Seq("It learns from data: fit it before it is applied.")
    case _                  => Nil
  }
}
