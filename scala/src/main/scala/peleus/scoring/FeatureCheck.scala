package peleus.scoring

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types._

import peleus.transformations.{Input, PointInTime}
import peleus.{Problem, Refused}

/** What a model asks of rows, the same as when it was trained.
  *
  * Spark itself would pass over a categorical feature that is not there, and read 3.0 as another level than 3.
  */
private[scoring] final class FeatureCheck(model: ModelVersion) {

  /** Checks rows as they come in.
    *
    * @throws peleus.Refused
    *   when columns are missing; where the model has a recipe of its own, that may still make them
    */
  def before(df: DataFrame): Unit = if (!model.hasRecipe) refuse(missing(df))

  /** Checks rows as the model's recipe has left them.
    *
    * @throws peleus.Refused
    *   when columns are missing, of a type that nothing is learned from, or seen from another moment
    */
  def after(prepared: DataFrame): Unit = refuse(missing(prepared) ++ mistyped(prepared.schema) ++ moment(prepared))

  private def refuse(problems: Seq[Problem]): Unit = if (problems.nonEmpty) throw Refused(problems)

  private def missing(df: DataFrame): Seq[Problem] = {
    def absent(names: Seq[String]) = names.filterNot(df.columns.contains(_))
    Seq("features" -> absent(model.features), "scoring_moment" -> absent(model.moment.toSeq)).collect {
      case (key, names) if names.nonEmpty =>
        val columns = if (names.size == 1) "is no column" else "are no columns"
        Problem(None, key, s"there $columns ${names.mkString(", ")}; there are ${df.columns.mkString(", ")}")
    }
  }

  private def mistyped(schema: StructType): Seq[Problem] = {
    def wants(key: String, names: Seq[String], words: String)(allowed: DataType => Boolean) =
      schema.filter(field => names.contains(field.name) && !allowed(field.dataType)).map { field =>
        val of = field.dataType.simpleString
        Problem(None, s"features.$key", s"column '${field.name}' is $of; wanted are $words")
      }
    wants("numeric", model.numeric, "numbers or booleans")(of => of.isInstanceOf[NumericType] || of == BooleanType) ++
      wants("categorical", model.categorical, "texts or whole numbers")(of =>
        of.isInstanceOf[StringType] || Input.isWhole(of)
      )
  }

  private def moment(prepared: DataFrame): Seq[Problem] = {
    val marks = PointInTime.marks(prepared)
    val wanted = model.moment.fold("the model names no scoring_moment")(name => s"the scoring moment is '$name'")
    for {
      name <- model.features
      others = marks.getOrElse(name, Nil).filterNot(model.moment.contains)
      if others.nonEmpty
    } yield Problem(None, "features", s"'$name' was made as of ${others.mkString(" and ")}, and $wanted")
  }
}
