package peleus.scoring

import peleus.document.{Json, Mapping, Node}
import peleus.learning.ProblemType
import peleus.transformations.Names

/** A version of a model that is kept, as its manifest tells.
  *
  * @param alias
  *   the one under which it was asked for: `champion` or `challenger`; none where its number was given
  * @param threshold
  *   from this score on a row counts as positive, infinite where none does; none of a regression
  * @param numeric
  *   features that are numbers or booleans
  * @param categorical
  *   features that are texts or whole numbers
  * @param moment
  *   column of the moment at which a row is scored, where the model names one
  * @param hasRecipe
  *   whether the model names a recipe of its own, which may make features
  */
final case class ModelVersion private[scoring] (
    name: String,
    version: Int,
    alias: Option[String],
    problem: ProblemType,
    threshold: Option[Double],
    numeric: Seq[String],
    categorical: Seq[String],
    moment: Option[String],
    hasRecipe: Boolean
) {
  def features: Seq[String] = numeric ++ categorical

  /** `delayed v3` */
  override def toString: String = s"$name v$version"
}

private[scoring] object ModelVersion {

  /** Reads a manifest.
    *
    * @param file
    *   its name, for refusals
    * @return
    *   what it tells, and the steps of the model's recipe with what they learned, as [[peleus.transformations.Segment]]
    *   runs them
    */
  def read(text: String, file: String, alias: Option[String]): (ModelVersion, Node) = {
    val manifest = Mapping(Json.read(text, Some(file)), file)
    val declaration = manifest.mapping("declaration")
    val features = declaration.mapping("features")
    val problem = declaration.oneOf("problem", ProblemType.all)(Names.snakeOf(_))
    val version = ModelVersion(
      manifest.text("model"),
      manifest.int("version"),
      alias,
      problem,
      Option.when(problem == ProblemType.Binary)(threshold(manifest)),
      features.texts("numeric"),
      features.texts("categorical"),
      declaration.textOrNull("scoring_moment"),
      declaration.textOrNull("recipe").isDefined
    )
    (version, manifest.mapping("recipe").node("steps"))
  }

  /** JSON has no infinity: Python writes null where it pays to call no row positive. */
  private def threshold(manifest: Mapping): Double =
    manifest.doubleOrNull("threshold").getOrElse(Double.PositiveInfinity)
}
