package peleus.testing

/** Writes a comparison for people: a sentence, then columns, then rows. */
private[testing] object Report {

  /** The whole report; lines end with `\n`, the last one does not. */
  def apply(comparison: Comparison): String =
    if (comparison.equal) (equalSentence(comparison) +: tolerance(comparison)).mkString("\n")
    else
      (s"frames differ: ${summary(comparison)}" +: size(comparison) +: tolerance(comparison))
        .concat(columns(comparison.schema))
        .concat(rowSections(comparison))
        .mkString("\n")

  private def equalSentence(comparison: Comparison): String =
    s"frames are equal: ${many(comparison.counts.actual, "row")}, ${many(comparison.columns.size, "column")}"

  private def summary(comparison: Comparison): String =
    (schemaSummary(comparison.schema) ++ rowSummary(comparison.counts)).mkString("; ")

  private def schemaSummary(schema: Seq[SchemaDifference]): Option[String] = {
    def count(kind: String) = schema.count(_.kind == kind)
    val parts = Seq(
      Option.when(count("missing") > 0)(s"${many(count("missing"), "column")} missing"),
      Option.when(count("extra") > 0)(s"${many(count("extra"), "extra column")}"),
      Option.when(count("type") > 0)(s"${many(count("type"), "type")} different"),
      Option.when(count("order") > 0)("columns in another order")
    ).flatten
    Option.when(parts.nonEmpty)(parts.mkString(", "))
  }

  private def rowSummary(counts: Counts): Option[String] = {
    val parts = Seq(
      counts.onlyInActual -> "only in actual",
      counts.onlyInExpected -> "only in expected",
      counts.changed -> "changed"
    ).filter(_._1 > 0)
    val different = parts.map(_._1).sum
    Option.when(parts.nonEmpty) {
      val words = parts.map { case (n, what) => s"$n $what" }.mkString(", ")
      s"$different of ${many(different + counts.matched, "row")} ($words)"
    }
  }

  private def size(comparison: Comparison): String = {
    val counts = comparison.counts
    val compared = if (comparison.schema.isEmpty) "" else s"; ${comparedOn(comparison)}"
    s"${many(counts.actual, "row")} in actual, ${counts.expected} in expected$compared"
  }

  private def comparedOn(comparison: Comparison): String = comparison.columns match {
    case Nil  => "rows not compared, as no column has the same name and type on both sides"
    case some =>
      val names = if (some.size > 10) s"${some.take(10).mkString(", ")}, …" else some.mkString(", ")
      val verdict = if (comparison.rows.isEmpty) "equal" else "compared"
      s"rows $verdict on the ${many(some.size, "column")} that agree: $names"
  }

  private def tolerance(comparison: Comparison): Seq[String] = {
    val tolerance = Tolerance(comparison.atol, comparison.rtol)
    if (tolerance.isExact) Nil
    else Seq(s"tolerance: $tolerance; largest difference between equal rows: ${comparison.largestDistance}")
  }

  private def columns(schema: Seq[SchemaDifference]): Seq[String] =
    if (schema.isEmpty) Nil
    else Seq("", "columns (actual -> expected)") ++ schema.map(d => s"  ${column(d)}")

  private def column(difference: SchemaDifference): String = {
    val (actual, expected) = (difference.actual.getOrElse(""), difference.expected.getOrElse(""))
    difference.kind match {
      case "missing" => s"missing: ${difference.path} $expected"
      case "extra"   => s"extra: ${difference.path} $actual"
      case "type"    => s"type of ${difference.path}: $actual -> $expected"
      case "order"   => s"order: $actual -> $expected"
    }
  }

  private def rowSections(comparison: Comparison): Seq[String] = {
    val counts = comparison.counts
    section("changed (actual -> expected)", comparison.rows.filter(_.kind == "changed"), counts.changed) ++
      section("only in actual", comparison.rows.filter(_.kind == "only_in_actual"), counts.onlyInActual) ++
      section("only in expected", comparison.rows.filter(_.kind == "only_in_expected"), counts.onlyInExpected)
  }

  private def section(title: String, rows: Seq[RowDifference], total: Int): Seq[String] =
    if (total == 0) Nil
    else {
      val more = total - rows.map(_.times).sum
      Seq("", title) ++ rows.flatMap(row) ++ Option.when(more > 0)(s"  … and $more more")
    }

  private def row(difference: RowDifference): Seq[String] = {
    val folded = difference.kind match {
      case "changed" => many(difference.moreCells, "equal column")
      case _         => many(difference.moreCells, "more column")
    }
    val cells = difference.cells.map(c => s"${c.path}=${c.text}") ++ Option.when(difference.moreCells > 0)(s"… $folded")
    val copies =
      if (difference.times > 1 || difference.inActual > 0 && difference.inExpected > 0) copiesOf(difference) else ""
    s"  ${cells.mkString(", ")}$copies" +:
      difference.differences.map(d => s"    ${d.path}: ${d.actual} -> ${d.expected}") ++:
      Option.when(difference.moreDifferences > 0)(s"    … and ${difference.moreDifferences} more").toSeq
  }

  private def copiesOf(difference: RowDifference): String =
    s" (${difference.inActual} in actual, ${difference.inExpected} in expected)"

  private def many(n: Int, noun: String): String = if (n == 1) s"1 $noun" else s"$n ${noun}s"
}
