package peleus.generate

import peleus.transformations.{Descriptor, Param, Type}

/** The reference page of a file that people write: a table for each mapping, an outer one before the inner. */
private[generate] object FilePage {

  /** The page.
    *
    * @param head
    *   what stands before the tables
    */
  def apply(title: String, head: String, file: Descriptor): String = {
    val first = s"<!-- Written by `make generate` from the declarations in Scala; do not edit. -->\n# $title\n\n$head"
    (first +: sections("", file.params).distinct).mkString("\n")
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
