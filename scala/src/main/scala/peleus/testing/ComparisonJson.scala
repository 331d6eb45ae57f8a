package peleus.testing

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.node.{ArrayNode, ObjectNode}

/** Writes a comparison for machines. */
private object ComparisonJson {
  private val mapper = new ObjectMapper

  def apply(comparison: Comparison): String = {
    val root = mapper.createObjectNode()
    root.put("equal", comparison.equal)
    val schema = root.putArray("schema")
    comparison.schema.foreach(schemaDifference(schema, _))
    counts(root.putObject("counts"), comparison.counts)
    root.put("atol", comparison.atol).put("rtol", comparison.rtol).put("largest_distance", comparison.largestDistance)
    val columns = root.putArray("columns")
    comparison.columns.foreach(columns.add)
    val rows = root.putArray("rows")
    comparison.rows.foreach(row(rows, _))
    mapper.writeValueAsString(root.put("text", comparison.text))
  }

  private def schemaDifference(to: ArrayNode, difference: SchemaDifference): Unit =
    to.addObject()
      .put("kind", difference.kind)
      .put("path", difference.path)
      .put("actual", difference.actual.orNull)
      .put("expected", difference.expected.orNull)

  private def counts(to: ObjectNode, counts: Counts): Unit =
    to.put("actual", counts.actual)
      .put("expected", counts.expected)
      .put("matched", counts.matched)
      .put("changed", counts.changed)
      .put("only_in_actual", counts.onlyInActual)
      .put("only_in_expected", counts.onlyInExpected)

  private def row(to: ArrayNode, difference: RowDifference): Unit = {
    val node = to.addObject().put("kind", difference.kind)
    val cells = node.putArray("cells")
    difference.cells.foreach(c => cells.addObject().put("path", c.path).put("value", c.text))
    val differences = node.putArray("differences")
    difference.differences.foreach { d =>
      differences.addObject().put("path", d.path).put("actual", d.actual).put("expected", d.expected)
    }
    node
      .put("more_cells", difference.moreCells)
      .put("more_differences", difference.moreDifferences)
      .put("in_actual", difference.inActual)
      .put("in_expected", difference.inExpected)
  }
}
