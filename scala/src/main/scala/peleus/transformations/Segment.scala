package peleus.transformations

import org.apache.spark.sql.{AnalysisException, DataFrame}

import peleus.Refused
import peleus.document.Node.{Items, Text}
import peleus.document.{Json, Node}

/** Consecutive steps of a recipe, run for Python in one call: its own steps may stand before and after them. */
private[peleus] object Segment {

  /** Runs the steps in order. Builds a plan, runs no job.
    *
    * @param steps
    *   `[[name, params, fitted], …]`; `fitted` is JSON text of what the step learned, and may be left out
    * @param first
    *   the position of the first one in the whole recipe, from 0
    * @param tables
    *   the DataFrames that [[Table]] parameters name by position, numbered over all steps together
    * @throws peleus.Refused
    *   with the problems of the first step that does not fit the columns before it, their paths starting with
    *   `steps[i]` of the whole recipe
    */
  def run(
      df: DataFrame,
      steps: Node,
      first: Int,
      tables: Seq[DataFrame],
      catalogue: Catalogue = Catalogue.default
  ): DataFrame =
    entries(steps).zipWithIndex.foldLeft(df) { case (before, ((name, params, fitted), i)) =>
      placed(s"steps[${first + i}]", name) {
        val step = new Decoder(tables, Some(before.schema)).transformation(catalogue(name), params)
        Learned.applied(step, before, fitted)
      }
    }

  private def entries(steps: Node): Seq[(String, Node, Option[Node])] = steps match {
    case Items(values) =>
      values.map {
        case Items(Seq(Text(name), params))               => (name, params, None)
        case Items(Seq(Text(name), params, Text(fitted))) => (name, params, Some(Json.read(fitted)))
        case other => throw Refused.because(s"wants a name, parameters and what was learned, got ${Node.show(other)}")
      }
    case other => throw Refused.because(s"wants a list, got ${Node.show(other)}", "steps")
  }

  private def placed(step: String, name: String)(run: => DataFrame): DataFrame =
    try run
    catch {
      case Refused(problems)    => throw Refused(problems.map(_.under(step)))
      case e: AnalysisException => throw Refused.because(Recipe.firstLine(e), s"$step.$name")
    }
}
