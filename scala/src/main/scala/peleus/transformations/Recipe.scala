package peleus.transformations

import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{AnalysisException, DataFrame, Row, SparkSession}

import peleus.document.Node.Text
import peleus.document.{Node, Yaml}
import peleus.{Problem, Refused}

/** An ordered list of transformations, made in a notebook and run in production. Recipes of equal steps are equal. */
final case class Recipe(name: String, steps: Seq[Recipe.Step]) extends (DataFrame => DataFrame) {

  /** Runs the steps in order. Builds a plan, runs no job. */
  def apply(df: DataFrame): DataFrame = steps.foldLeft(df)((before, step) => step.transformation(before))

  /** The dry run: the schema that comes out, or what is wrong with the first step that fails.
    *
    * No data is read: Spark analyses each step over no rows. Tables that steps name must exist.
    */
  def check(spark: SparkSession, input: StructType): Either[Seq[Problem], StructType] =
    steps.zipWithIndex.foldLeft[Either[Seq[Problem], StructType]](Right(input)) { case (before, (step, i)) =>
      before.flatMap(schema => step.check(spark, schema).left.map(_.map(_.under(s"steps[$i]"))))
    }

  /** For commands that have no rows to learn from.
    *
    * @throws peleus.Refused
    *   with every step that learns
    */
  def requireFitted(): Unit = {
    val learning = steps.zipWithIndex.flatMap { case (step, i) => step.unfitted.map(_.under(s"steps[$i]")) }
    if (learning.nonEmpty) throw Refused(learning)
  }

  /** The recipe's file, defaults left out.
    *
    * @throws peleus.Refused
    *   when a step holds a DataFrame
    */
  def write: String = Yaml.write(RecipeFile.node(name, steps.map(step => step.descriptor.name -> step.encode())))

  override def toString: String = steps.map(_.transformation).mkString(s"Recipe($name: ", ", ", ")")
}

object Recipe {

  /** One transformation of a recipe, with its parameters as they were written. */
  final case class Step(descriptor: Descriptor, transformation: Transformation)(written: Option[Node] = None) {

    private[transformations] def encode(encoder: Encoder = new Encoder): Node.Fields =
      Shorten(descriptor.params, encoder.fields(descriptor.params, transformation))

    private[transformations] def check(spark: SparkSession, schema: StructType): Either[Seq[Problem], StructType] = {
      val params = written.getOrElse(encode(new Encoder(_ => Text("a DataFrame"))))
      try {
        new Checker(schema = Some(schema))(descriptor, params)
        val empty = spark.createDataFrame(java.util.Collections.emptyList[Row], schema)
        Right(Learned.dryRun(transformation, empty).schema)
      } catch {
        case Refused(problems)    => Left(problems)
        case e: AnalysisException => Left(Seq(Problem(params.at, descriptor.name, firstLine(e))))
      }
    }

    private[transformations] def unfitted: Option[Problem] = transformation match {
      case learned: Learned if learned.needsFit =>
        Some(Problem(written.flatMap(_.at), descriptor.name, Learned.noRows))
      case _ => None
    }
  }

  /** A recipe of transformations at hand. */
  def of(name: String, steps: Seq[Transformation], catalogue: Catalogue = Catalogue.default): Recipe =
    Recipe(name, steps.map(t => Step(catalogue.of(t), t)()))

  /** Reads a recipe of transformations in Scala.
    *
    * @param source
    *   the file's name, for places; also the recipe's name when it gives none
    * @param named
    *   what a [[Table]] parameter names, where that is no table of the session's catalog
    * @throws peleus.Refused
    *   with the problems of all steps, each with its line and column
    */
  def read(
      text: String,
      source: String,
      catalogue: Catalogue = Catalogue.default,
      named: String => Option[DataFrame] = _ => None
  ): Recipe = {
    val file = RecipeFile.read(text, source) { step =>
      RecipeFile.refuseOwn(step.name)
      val descriptor = catalogue(step.name.value, step.name.at)
      Step(descriptor, new Decoder(named = named).transformation(descriptor, step.params))(Some(step.params))
    }
    Recipe(file.name, file.steps)
  }

  /** For Python: what [[read]] checks, as `{"recipe": name, "steps": [[name, params, place], …]}`, the defaults filled
    * in.
    *
    * @param own
    *   the descriptors of the steps that Python brings along
    * @throws peleus.Refused
    *   with the problems of all steps
    */
  def normalise(text: String, source: String, own: Seq[Descriptor], catalogue: Catalogue = Catalogue.default): Node = {
    val file = RecipeFile.read(text, source) { step =>
      val params = new Checker()(catalogue(step.name.value, step.name.at, own), step.params)
      Node.Items(Seq(step.name, params, Text(step.name.at.mkString)))
    }
    Node.fields("recipe" -> Text(file.name), "steps" -> Node.Items(file.steps))
  }

  /** For Python: the file of a recipe, defaults left out.
    *
    * @param steps
    *   `[[name, params], …]`
    * @throws peleus.Refused
    *   with the problems of all steps
    */
  def write(name: String, steps: Node, own: Seq[Descriptor], catalogue: Catalogue = Catalogue.default): String = {
    val checked = RecipeFile.collect(RecipeFile.pairs(steps)) { case (step, params) =>
      val descriptor = catalogue(step, own = own)
      step -> Shorten(descriptor.params, new Checker()(descriptor, params))
    }
    Yaml.write(RecipeFile.node(name, checked))
  }

  /** What Spark found wrong. The lines below are its plan, or the place in an SQL text that the path names already. */
  private[transformations] def firstLine(e: AnalysisException): String =
    e.getMessage.linesIterator.find(_.nonEmpty).getOrElse("")
}
