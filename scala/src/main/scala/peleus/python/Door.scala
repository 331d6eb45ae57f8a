package peleus.python

import java.util.{List => JList}

import scala.jdk.CollectionConverters._

import org.apache.spark.sql.DataFrame

import peleus.document.Json
import peleus.testing.{FrameAssertions, LazyComparison}
import peleus.transformations._
import peleus.{Build, Refused}

/** What Python calls, by py4j or through the table functions: names, JSON and DataFrames go in and come out.
  *
  * A top-level object without a companion class, so that py4j sees static methods.
  */
object Door {

  /** Version of the jar. */
  def version(): String = Build.version

  /** Applies a transformation; lazy.
    *
    * @param params
    *   JSON object of its parameters; a table is a position in `tables`, or a name
    * @param fitted
    *   JSON of what it learned, null where it has learned nothing
    */
  def transform(df: DataFrame, name: String, params: String, fitted: String, tables: JList[DataFrame]): DataFrame =
    (make(df, name, params, tables), Option(fitted)) match {
      case (learned: Learned, Some(constants)) => learned(df, Json.read(constants))
      case (transformation, _)                 => transformation(df)
    }

  /** What a transformation learns from `df`: one row, lazy. */
  def fit(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): DataFrame =
    make(df, name, params, tables) match {
      case learned: Learned => learned.fit(df)
      case _                => throw Refused.because("has nothing to learn from data", name)
    }

  /** Compares two frames, collected; [[peleus.testing.Comparison]] as JSON. */
  def compare(actual: DataFrame, expected: DataFrame, atol: Double, rtol: Double): String =
    FrameAssertions.compareFrames(actual, expected, atol, rtol).json

  /** The same comparison as a lazy frame of one row, for Spark Connect. */
  def lazyCompare(actual: DataFrame, expected: DataFrame, atol: Double, rtol: Double): DataFrame =
    LazyComparison.lazyCompare(actual, expected, atol, rtol)

  /** Reads and checks a recipe: `{"recipe": name, "steps": [[name, params, place], …]}`, defaults filled in.
    *
    * @param own
    *   JSON list of the descriptors of Python's own steps
    */
  def read(text: String, source: String, own: String): String =
    Json.write(Recipe.normalise(text, source, descriptors(own)))

  /** Writes a recipe from `[[name, params], …]`, defaults left out. */
  def write(name: String, steps: String, own: String): String = Recipe.write(name, Json.read(steps), descriptors(own))

  /** Checks one step's parameters: the same JSON with the defaults filled in. */
  def check(name: String, params: String, own: String, tables: String): String = {
    val descriptor = Catalogue.default(name, own = descriptors(own))
    Json.write(new Checker(tables.toInt)(descriptor, Json.read(params)))
  }

  private def descriptors(json: String): Seq[Descriptor] = Descriptor.readAll(Json.read(json))

  private def make(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): Transformation =
    new Decoder(tables.asScala.toSeq, Some(df.schema)).transformation(Catalogue.default(name), Json.read(params))
}
