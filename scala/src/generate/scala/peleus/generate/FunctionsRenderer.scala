package peleus.generate

import peleus.generate.PythonText._
import peleus.transformations.{Descriptor, Kind, Param, Type}

/** The module `peleus.functions`: for each row-level transformation its column function and the reason code. */
object FunctionsRenderer {

  def apply(all: Seq[Descriptor]): String = {
    val cells = all.filter(_.isFunction)
    val body = cells.flatMap(d => value(d) +: Seq(d).filter(_.parses).map(error)).mkString("\n\n\n")
    val names = cells.flatMap(d => d.name +: Seq(d).filter(_.parses).map(parsed => s"${parsed.name}_error"))
    module(
      header("Column functions: one cell in, one value out; null where the cell cannot be read."),
      imports(cells, body),
      PythonRenderer.exported(names),
      body
    )
  }

  private def imports(cells: Seq[Descriptor], body: String): String = {
    val uses = words(body)
    val types = cells.flatMap(_.settings).flatMap(p => named(p.of)).map(hint).distinct.sorted
    val abc = Seq("Mapping", "Sequence").filter(uses)
    val standard = Seq(
      if (uses("datetime")) Seq("import datetime") else Nil,
      if (abc.isEmpty) Nil else Seq(abc.mkString("from collections.abc import ", ", ", "")),
      if (uses("Decimal")) Seq("from decimal import Decimal") else Nil
    ).flatten
    val helpers = Seq("call", "typed").filter(uses)
    val ours = Seq(
      if (helpers.isEmpty) Nil else Seq(helpers.mkString("from peleus._function import ", ", ", "")),
      if (types.isEmpty) Nil else Seq(fromTransformations(types))
    ).flatten
    val spark = if (cells.isEmpty) Nil else Seq("from pyspark.sql import Column")
    Seq(standard, spark, ours).filter(_.nonEmpty).map(_.mkString("", "\n", "\n")).mkString("\n")
  }

  private def fromTransformations(types: Seq[String]): String = {
    val line = types.mkString("from peleus.transformations import ", ", ", "")
    if (line.length <= Width) line else group("from peleus.transformations import (", types, ")")
  }

  private def value(d: Descriptor): String =
    function(d, d.name, d.doc, "The value; null where the cell is null, blank or cannot be read.")

  private def error(d: Descriptor): String = function(
    d,
    s"${d.name}_error",
    s"Says why `${d.name}` reads nothing in a cell.",
    "A reason code; null where the cell is read, null or blank."
  )

  private def function(d: Descriptor, name: String, doc: String, returns: String): String = {
    val cell = PythonDocs.entry("value", "Column | str", "the cell: a column, or the name of one")
    val column = PythonDocs.arguments(d, d.params.take(1), positional = 1)
    val sections = PythonDocs.parameters(d.settings, Seq(cell)) ++ Seq(
      PythonDocs.section("Returns", s"    Column\n        $returns"),
      PythonDocs.section("Notes", s"    Since ${d.since}. In SQL: ``peleus.$name``."),
      PythonDocs.example(name, column ++ PythonDocs.arguments(d, d.settings, positional = 0))
    )
    val head = PythonRenderer.signature(name, d.settings, positional = 0, "Column", Seq("value: Column | str"))
    val call = PythonRenderer.call("call", Seq(quoted(name), "value"), d.settings, argument)
    Seq(head, PythonDocs.docstring(doc, sections), call).mkString("\n")
  }

  // Spark binds a function by the types of its arguments alone, so a type goes as a null of that type.
  private def argument(p: Param): String =
    if (p.of == Type.Scalar(Kind.NumberType)) s"typed(${p.name})" else PythonRenderer.argument(p)
}
