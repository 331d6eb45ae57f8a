package peleus.generate

import peleus.generate.PythonText._
import peleus.transformations.{Descriptor, Names, Param, Type}

/** The module `peleus.transformations`: one typed function a transformation, which makes a step. */
object PythonRenderer {

  def apply(all: Seq[Descriptor]): String = {
    val types = all.flatMap(_.params).flatMap(p => named(p.of)).distinct.sortBy(hint)
    val aliases = types.collect { case choice: Type.Choice => alias(choice) }
    val records = types.collect { case record: Type.Record => typedDict(record) }
    val body = (records ++ all.map(function)).mkString("\n\n\n")
    val names = types.map(hint).sorted ++ all.map(_.name)
    module(
      header("Transformations: each call makes a step for ``df.transform`` or for a recipe."),
      imports(body + aliases.mkString),
      exported(names) + (if (aliases.isEmpty) "" else aliases.mkString("\n", "\n", "\n")),
      body
    )
  }

  /** `__all__`, sorted as isort would: classes, then functions. */
  private[generate] def exported(names: Seq[String]): String =
    group("__all__ = [", names.map(quoted), "]") + "\n"

  private def alias(choice: Type.Choice): String =
    group(s"${hint(choice)} = Literal[", choice.names.map(quoted), "]")

  /** Only what the code uses. */
  private def imports(text: String): String = {
    val uses = words(text)
    def from(module: String, words: String*) =
      Some(words.filter(uses)).filter(_.nonEmpty).map(_.mkString(s"from $module import ", ", ", ""))
    val standard = Seq(
      if (uses("datetime")) Some("import datetime") else None,
      from("collections.abc", "Mapping", "Sequence"),
      from("decimal", "Decimal"),
      from("typing", "Literal", "Required", "TypedDict")
    ).flatten
    val blocks = Seq(standard, from("pyspark.sql", "DataFrame").toSeq, from("peleus._step", "Step").toSeq)
    blocks.filter(_.nonEmpty).map(_.mkString("", "\n", "\n")).mkString("\n")
  }

  private def typedDict(record: Type.Record): String = {
    val fields = record.params.map { p =>
      s"    ${p.name}: ${if (p.default.isEmpty) s"Required[${hint(p.of)}]" else hint(p.of)}"
    }
    val head = s"class ${Names.simple(record.className)}(TypedDict, total=False):"
    val doc = PythonDocs.docstring(record.doc, PythonDocs.parameters(record.params)) + "\n"
    (head +: doc +: fields).mkString("\n")
  }

  private def function(d: Descriptor): String = {
    val positional = if (Set(Descriptor.Column, Descriptor.Cell)(d.kind)) 1 else 0
    val sections = PythonDocs.parameters(d.params) ++ Seq(
      PythonDocs.section("Returns", "    Step\n        To be applied to a DataFrame, or put into a recipe."),
      PythonDocs.section("Notes", s"    Since ${d.since}."),
      PythonDocs.example(d.name, PythonDocs.arguments(d, d.params, positional))
    )
    Seq(
      signature(d.name, d.params, positional, "Step"),
      PythonDocs.docstring(d.doc, sections),
      call("Step", Seq(quoted(d.name)), d.params)
    ).mkString("\n")
  }

  private[generate] def signature(
      name: String,
      params: Seq[Param],
      positional: Int,
      result: String,
      before: Seq[String] = Nil
  ): String = {
    val (first, rest) = params.map(parameter).splitAt(positional)
    val star = if (rest.isEmpty) Nil else Seq("*")
    group(s"def $name(", before ++ first ++ star ++ rest, s") -> $result:")
  }

  private def parameter(p: Param): String = p.default match {
    case None                    => s"${p.name}: ${hint(p.of)}"
    case Some(_) if isMutable(p) => s"${p.name}: ${hint(p.of)} | None = None"
    case Some(node)              => s"${p.name}: ${hint(p.of)} = ${literal(p.of, node)}"
  }

  /** `return name(first, {"param": param, …})`. */
  private[generate] def call(
      name: String,
      first: Seq[String],
      params: Seq[Param],
      argument: Param => String = argument
  ): String = {
    val entries = params.map(p => s"${quoted(p.name)}: ${argument(p)}")
    val line = s"    return $name(${(first :+ entries.mkString("{", ", ", "}")).mkString(", ")})"
    if (line.length <= Width) line
    else {
      val dict = group("{", entries, "}", " " * 8)
      (first.map(" " * 8 + _) :+ dict).map(_ + ",\n").mkString(s"    return $name(\n", "", "    )")
    }
  }

  private[generate] def argument(p: Param): String =
    if (isMutable(p)) s"${literal(p.of, p.default.get, tuples = false)} if ${p.name} is None else ${p.name}" else p.name
}
