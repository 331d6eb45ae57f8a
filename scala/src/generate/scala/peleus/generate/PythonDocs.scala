package peleus.generate

import peleus.document.Node.Fields
import peleus.generate.PythonText._
import peleus.transformations.{Descriptor, Param, Type}

/** NumPy docstrings of what is generated. */
private[generate] object PythonDocs {

  /** A docstring at four columns: the summary, what follows it, and its sections. */
  def docstring(summary: String, sections: Seq[String]): String = {
    val text = filled(escaped(sentence(summary)), "    ") +: sections
    text.mkString("    \"\"\"\n", "\n\n", "\n    \"\"\"")
  }

  def section(title: String, body: String): String = s"    $title\n    ${"-" * title.length}\n$body"

  def parameters(params: Seq[Param], before: Seq[String] = Nil): Seq[String] = {
    val entries = before ++ params.map(parameter)
    if (entries.isEmpty) Nil else Seq(section("Parameters", entries.mkString("\n")))
  }

  /** One entry of `Parameters`. */
  def entry(name: String, hint: String, doc: String): String =
    filled(s"$name : $hint", "    ", "    ") + "\n" + filled(escaped(sentence(doc)), " " * 8)

  private def parameter(p: Param): String = {
    val default = p.default.fold("")(node => s", default ${literal(p.of, node)}")
    val words = values(p.of)
    val list = if (words.isEmpty) "" else words.map(word).mkString("\n\n", "\n", "")
    entry(p.name, escaped(hint(p.of) + default), p.doc) + list
  }

  private def word(value: Type.Value): String =
    filled(escaped(s"- ``${value.name}``: ${value.doc.replace("`", "``")}"), " " * 8, "  ")

  /** The words that may stand in a parameter. */
  private def values(of: Type): Seq[Type.Value] = named(of) match {
    case Seq(choice: Type.Choice) => choice.values
    case _                        => Nil
  }

  /** `Examples` with one call; over several lines where it is long. */
  def example(call: String, arguments: Seq[String]): String = {
    val line = arguments.mkString(s"    >>> $call(", ", ", ")")
    val body =
      if (line.length <= Width) line
      else arguments.map(argument => s"    ...     $argument,\n").mkString(s"    >>> $call(\n", "", "    ... )")
    section("Examples", escaped(body))
  }

  /** The example's arguments, by name but for the first ones. */
  def arguments(d: Descriptor, params: Seq[Param], positional: Int): Seq[String] = {
    val arrived = d.example match {
      case fields: Fields => fields
      case _              => Fields(Nil)
    }
    val (first, rest) = params.splitAt(positional)
    def value(p: Param) = arrived.get(p.name).map(literal(p.of, _, tuples = false))
    first.flatMap(value(_)) ++ rest.flatMap(p => value(p).map(text => s"${p.name}=$text"))
  }

  /** `text to read` to `Text to read.` */
  private def sentence(doc: String): String = {
    val closed = if (".!?".contains(doc.last)) doc else s"$doc."
    s"${closed.head.toUpper}${closed.tail}"
  }

  private def escaped(text: String): String = text.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"")
}
