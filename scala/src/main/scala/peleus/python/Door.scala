package peleus.python

import java.util.{List => JList}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.{DataType, StructType}
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Build
import peleus.contract.{ContractFile, ValueFile}
import peleus.document.{Json, Node}
import peleus.jobs.{Commands, Outcome, Tables}
import peleus.learning.ModelFile
import peleus.storage.{AtomicFile, FileSystems, TextFile}
import peleus.testing.{FrameAssertions, LazyComparison}
import peleus.transformations._

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
    Learned.applied(make(df, name, params, tables), df, Option(fitted).map(Json.read(_)))

  /** Applies consecutive steps of a recipe; lazy.
    *
    * @param steps
    *   JSON `[[name, params, fitted], …]`, see [[Segment]]; a table is a position in `tables`, or a name
    * @param first
    *   position of the first step in the whole recipe, from 0, for refusals
    */
  def recipe(df: DataFrame, steps: String, first: String, tables: JList[DataFrame]): DataFrame =
    Segment.run(df, Json.read(steps), first.toInt, tables.asScala.toSeq)

  /** What a transformation learns from `df`: one row, lazy. */
  def fit(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): DataFrame =
    Learned.fit(make(df, name, params, tables), df)

  /** What the last of consecutive steps learns from the rows as the others leave them: one row, lazy. The words are
    * those of [[recipe]].
    */
  def learn(df: DataFrame, steps: String, first: String, tables: JList[DataFrame]): DataFrame =
    Segment.learn(df, Json.read(steps), first.toInt, tables.asScala.toSeq)

  /** Which steps of a whole recipe learn: `[[position, sentence], …]`, the sentence for who has nothing to learn from.
    *
    * @param steps
    *   as for [[recipe]], own steps of Python among them; any text stands for a table
    */
  def learning(steps: String): String = Json.write(
    Node.Items(Segment.learning(Json.read(steps)).map { case (position, name) =>
      Node.Items(Seq(Node.Number(position), Node.Text(s"$name: ${Learned.noRows}")))
    })
  )

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

  /** Checks one step's parameters: the same JSON with the defaults filled in.
    *
    * @param tables
    *   how many DataFrames come along
    * @param schema
    *   JSON of the columns that come in, as Spark writes it; null when they are not known
    */
  def check(name: String, params: String, own: String, tables: String, schema: String): String = {
    val descriptor = Catalogue.default(name, own = descriptors(own))
    Json.write(new Checker(tables.toInt, Option(schema).map(columns))(descriptor, Json.read(params)))
  }

  /** The rows that a command reads; see [[peleus.jobs.Tables]] for these three. */
  def openTable(spark: SparkSession, source: String): DataFrame = Tables.open(spark, source)

  def requireNewTable(spark: SparkSession, into: String): Unit = Tables.requireNew(spark, into)

  def writeTable(rows: DataFrame, into: String): String = Tables.write(rows, into)

  /** The moments that columns were computed from: `{"column": ["scoring_moment"], …}`, see [[PointInTime]]. */
  def asOf(df: DataFrame): String = {
    val marks = PointInTime.marks(df)
    val known = df.columns.toSeq.distinct.flatMap(name => marks.get(name).map(name -> Node.texts(_)))
    Json.write(Node.fields(known: _*))
  }

  /** Reads and checks a contract: its long form as JSON, every default filled in. The SHA-256 of this very text is the
    * contract's fingerprint.
    *
    * @param folder
    *   local folder in which the contract lies, for the files of values that it names; empty: it names none
    */
  def contract(text: String, source: String, folder: String): String =
    ContractFile.json(ContractFile.read(text, source, if (folder.isEmpty) ValueFile.none else ValueFile.in(folder)))

  /** Reads and checks a model: its long form as JSON, every default filled in. */
  def model(text: String, source: String): String = ModelFile.json(ModelFile.read(text, source))

  /** Runs a command that needs no Python.
    *
    * @param params
    *   JSON object of its options
    * @return
    *   JSON of the exit code, the text for people, and the file of the run's report or null
    */
  def run(spark: SparkSession, command: String, params: String): String = {
    val Outcome(code, text, report) = Commands.run(spark, command, Json.read(params))
    Json.write(
      Node.fields(
        "exit_code" -> Node.Number(code),
        "text" -> Node.Text(text),
        "report" -> Node.textOrNull(report)
      )
    )
  }

  /** The text of a file, wherever Hadoop's file systems reach. */
  def readFile(spark: SparkSession, name: String): String = TextFile.read(spark, name)

  /** Makes a file, or puts it in the place of the one that is there. */
  def replaceFile(spark: SparkSession, name: String, text: String): Unit =
    AtomicFile.replace(new Path(name), text, spark.sparkContext.hadoopConfiguration)

  /** Makes a file that nobody has made before: whether this call made it. */
  def createFile(spark: SparkSession, name: String, text: String): Boolean =
    AtomicFile.create(new Path(name), text, spark.sparkContext.hadoopConfiguration)

  /** Names of what lies in a folder, sorted; of one that is not there, none. */
  def names(spark: SparkSession, folder: String): JList[String] =
    FileSystems.names(new Path(folder), spark.sparkContext.hadoopConfiguration).asJava

  private def columns(json: String): StructType = DataType.fromJson(json).asInstanceOf[StructType]

  private def descriptors(json: String): Seq[Descriptor] = Descriptor.readAll(Json.read(json))

  private def make(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): Transformation =
    new Decoder(tables.asScala.toSeq, Some(df.schema)).transformation(Catalogue.default(name), Json.read(params))
}
