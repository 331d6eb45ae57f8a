package peleus.scoring

import java.util.Locale

import org.apache.spark.sql.functions.col
import org.apache.spark.sql.{Column, DataFrame}

import peleus.Refused
import peleus.transformations.Quoted

/** The columns that came in, kept beside those that a model works on: it fills what is missing in place, and the rows
  * are given back as they came.
  */
private[scoring] final class GivenBack(df: DataFrame) {
  private val names = df.columns.toSeq
  private val prefix =
    LazyList.iterate("_kept_")("_" + _).find(free => !names.exists(_.toLowerCase(Locale.ROOT).startsWith(free))).get
  private val kept = names.indices.map(i => s"$prefix$i")

  /** Each column twice: to work on, and to be kept. */
  def twice: DataFrame =
    df.select(names.map(column) ++ names.zip(kept).map { case (name, keep) => column(name).as(keep) }: _*)

  /** Without what came in, apart from the features: nothing else of it can be in the way of what Spark's pipeline adds.
    *
    * @throws peleus.Refused
    *   when columns that are kept were lost on the way
    */
  def besides(prepared: DataFrame, features: Seq[String]): DataFrame = {
    val lost = names.zip(kept).collect { case (name, keep) if !prepared.columns.contains(keep) => name }
    if (lost.nonEmpty) {
      val why = "so that rows cannot be given back as they came: leave select_columns out of it, and train again"
      throw Refused.because(s"the model's recipe drops ${lost.mkString(", ")}, $why")
    }
    prepared.drop(names.diff(features): _*)
  }

  /** The rows as they came, with new columns after the others. */
  def apply(scored: DataFrame, added: Seq[Column]): DataFrame =
    scored.select(kept.zip(names).map { case (keep, name) => column(keep).as(name) } ++ added: _*)

  private def column(name: String): Column = col(Quoted(name))
}
