package peleus.generate

import scala.reflect.runtime.universe.{ClassSymbol, Symbol}

import peleus.document.YamlWords
import peleus.transformations.{Descriptor, Param}

/** What a declaration may call its parts: every name must mean the same in Scala, YAML, SQL and Python. */
private[generate] object Allowed {

  /** The keywords of Python 3.11 that are written in lower case. */
  private val keywords = Set(
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield"
  )

  def name(symbol: Symbol, name: String): Unit = {
    word(symbol, name)
    if (keywords(name)) refuse(symbol, s"'$name' is a keyword of Python")
  }

  def word(symbol: Symbol, name: String): Unit =
    if (YamlWords.retyped(name)) refuse(symbol, s"'$name' means something else to YAML")

  /** The parameters that a kind of transformation shares with its kind. */
  def shape(cls: ClassSymbol, kind: String, params: Seq[Param], parses: Boolean): Unit = {
    val names = params.map(_.name)
    val columns = if (Set(Descriptor.Column, Descriptor.Cell)(kind)) Seq("column", "output") else Nil
    val shared = if (parses) columns :+ "on_invalid" else columns
    if (shared.nonEmpty && names.headOption != shared.headOption) refuse(cls, "its first parameter must be 'column'")
    shared.diff(names).foreach(missing => refuse(cls, s"'$missing' must be a parameter"))
    if (kind == Descriptor.Cell && names.contains("value")) refuse(cls, "'value' is what its function calls the cell")
  }

  def refuse(symbol: Symbol, why: String): Nothing = {
    val owner = if (symbol.isParameter) s"${symbol.owner.owner.name}." else ""
    throw new IllegalArgumentException(s"$owner${symbol.name.decodedName}: $why")
  }
}
