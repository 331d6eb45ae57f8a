package peleus.generate

import peleus.transformations.{Descriptor, Param, Type}

/** The reference page of contracts: a table for each mapping, an outer one before the inner. */
object ContractPage {

  def apply(contract: Descriptor): String = {
    val head =
      s"""<!-- Written by `make generate` from the declarations in Scala; do not edit. -->
         |# Contracts
         |
         |${contract.doc} How they are used: [checking](checking.md).
         |
         |This is the long form. One word may stand for a list of one; a field may be its type alone (`carrier: string`);
         |an action its word (`on_fail: keep_flag`, `on_fail: {missing: {default: "0"}}`); a rule its name with what it
         |asks for (`- flew: {expr: "air_time > 0"}`, `- unique: [carrier, flight]`, `- row_count: {minimum: 1}`); and
         |`enum` the name of a file beside the contract, one value a line.
         |""".stripMargin
    (head +: sections("", contract.params).distinct).mkString("\n")
  }

  private def sections(path: String, params: Seq[Param]): Seq[String] = {
    val title = if (path.isEmpty) "The file" else s"`$path`"
    val meanings = params.map(p => p -> inner(p.of)).collect { case (p, Type.Choice(_, values)) =>
      values.map(v => s"- `${v.name}`: ${v.doc}").mkString(s"Values of `${p.name}`:\n\n", "\n", "")
    }
    val own = (PageRenderer.table(params) ++ meanings).mkString(s"## $title\n\n", "\n\n", "\n")
    own +: params.flatMap { p =>
      inner(p.of) match {
        case Type.Record(_, _, keys) => sections(below(path, p), keys)
        case _                       => Nil
      }
    }
  }

  private def below(path: String, p: Param): String = {
    val name = if (isMap(p.of)) s"${p.name}.NAME" else p.name
    if (path.isEmpty) name else s"$path.$name"
  }

  private def isMap(of: Type): Boolean = of match {
    case Type.MapOf(_)        => true
    case Type.Optional(inner) => isMap(inner)
    case _                    => false
  }

  private def inner(of: Type): Type = of match {
    case Type.Optional(of) => inner(of)
    case Type.ListOf(of)   => inner(of)
    case Type.MapOf(of)    => inner(of)
    case other             => other
  }
}
