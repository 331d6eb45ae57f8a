package peleus.transformations

import org.apache.spark.sql.{AnalysisException, DataFrame}

import peleus.Refused
import peleus.document.Node.{Items, Null, Text}
import peleus.document.{Json, Node}

/** Consecutive steps of a recipe, run for Python in one call: its own steps may stand before and after them. A model
  * keeps its recipe in the same form.
  */
private[peleus] object Segment {

  /** Runs the steps in order. Builds a plan, runs no job.
    *
    * @param steps
    *   `[[name, params, fitted], …]`; `fitted` is JSON text of what the step learned. It may be left out, and null asks
    *   for the dry run of what learns: the columns that would come out
    * @param first
    *   the position of the first one in the whole recipe, from 0
    * @param tables
    *   the DataFrames that [[Table]] parameters name by position, numbered over all steps together
    * @param named
    *   what a [[Table]] parameter names, where that is no table of the session's catalog
    * @throws peleus.Refused
    *   with the problems of the first step that does not fit the columns before it, their paths starting with
    *   `steps[i]` of the whole recipe
    */
  def run(
      df: DataFrame,
      steps: Node,
      first: Int,
      tables: Seq[DataFrame],
      catalogue: Catalogue = Catalogue.default,
      named: String => Option[DataFrame] = _ => None
  ): DataFrame =
    numbered(steps, first).foldLeft(df)((before, step) => step.over(before, tables, catalogue, named)(step.apply))

  /** Runs all steps but the last, and fits that one: one row, lazy. The parameters are those of [[run]]. */
  def learn(
      df: DataFrame,
      steps: Node,
      first: Int,
      tables: Seq[DataFrame],
      catalogue: Catalogue = Catalogue.default,
      named: String => Option[DataFrame] = _ => None
  ): DataFrame = {
    val all = numbered(steps, first)
    val before = all.init.foldLeft(df)((before, step) => step.over(before, tables, catalogue, named)(step.apply))
    all.last.over(before, tables, catalogue, named)(Learned.fit)
  }

  /** Position and name of each step that learns, whether it has its constants or not. Python's own steps do not. */
  def learning(steps: Node, catalogue: Catalogue = Catalogue.default): Seq[(Int, String)] =
    numbered(steps, 0).filter(_.learns(catalogue)).map(step => step.position -> step.name.value)

  /** Names of the steps in Python, which Scala does not run. */
  def own(steps: Node): Seq[String] = numbered(steps, 0).map(_.name).filter(RecipeFile.isOwn).map(_.value)

  private type Run = (Transformation, DataFrame) => DataFrame

  private final case class Step(position: Int, name: Text, params: Node, apply: Run) {

    def over(
        df: DataFrame,
        tables: Seq[DataFrame],
        catalogue: Catalogue,
        named: String => Option[DataFrame]
    )(run: Run): DataFrame = placed {
      RecipeFile.refuseOwn(name)
      run(new Decoder(tables, Some(df.schema), named).transformation(catalogue(name.value), params), df)
    }

    def learns(catalogue: Catalogue): Boolean = !RecipeFile.isOwn(name) && placed {
      val descriptor = catalogue(name.value)
      descriptor.kind == Descriptor.Learned && (new Decoder().transformation(descriptor, params) match {
        case learned: Learned => learned.needsFit
        case _                => false
      })
    }

    private def placed[A](run: => A): A =
      try run
      catch {
        case Refused(problems)    => throw Refused(problems.map(_.under(s"steps[$position]")))
        case e: AnalysisException => throw Refused.because(Recipe.firstLine(e), s"steps[$position].${name.value}")
      }
  }

  private def numbered(steps: Node, first: Int): Seq[Step] = steps match {
    case Items(values) => values.zipWithIndex.map { case (value, i) => step(first + i, value) }
    case other         => throw Refused.because(s"wants a list, got ${Node.show(other)}", "steps")
  }

  private def step(position: Int, written: Node): Step = written match {
    case Items(Seq(name: Text, params))               => Step(position, name, params, _(_))
    case Items(Seq(name: Text, params, Null()))       => Step(position, name, params, Learned.dryRun)
    case Items(Seq(name: Text, params, Text(fitted))) =>
      Step(position, name, params, Learned.applied(_, _, Some(Json.read(fitted))))
    case other => throw Refused.because(s"wants a name, parameters and what was learned, got ${Node.show(other)}")
  }
}
