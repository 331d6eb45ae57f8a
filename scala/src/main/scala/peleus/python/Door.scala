package peleus.python

import java.util.{List => JList, Map => JMap}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.{DataType, StructType}
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.Build
import peleus.contract.{ContractFile, FilePattern, ValueFile}
import peleus.delivery.Landing
import peleus.document.{Json, Node}
import peleus.jobs.{Commands, LearnedFrom, Outcome, Preparation, Tables}
import peleus.learning.ModelFile
import peleus.publishing.Store
import peleus.scoring.{Registry, Scorer}
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
    * @param named
    *   what steps name, where that is no table of the session's catalog
    */
  def recipe(
      df: DataFrame,
      steps: String,
      first: String,
      tables: JList[DataFrame],
      named: JMap[String, DataFrame]
  ): DataFrame =
    Segment.run(df, Json.read(steps), first.toInt, tables.asScala.toSeq, named = named.asScala.get)

  /** What a transformation learns from `df`: one row, lazy. */
  def fit(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): DataFrame =
    Learned.fit(make(df, name, params, tables), df)

  /** What the last of consecutive steps learns from the rows as the others leave them: one row, lazy. The words are
    * those of [[recipe]].
    */
  def learn(
      df: DataFrame,
      steps: String,
      first: String,
      tables: JList[DataFrame],
      named: JMap[String, DataFrame]
  ): DataFrame =
    Segment.learn(df, Json.read(steps), first.toInt, tables.asScala.toSeq, named = named.asScala.get)

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

  /** The rows that a command reads; see [[peleus.jobs.Tables]]. */
  def openTable(spark: SparkSession, source: String): DataFrame = Tables.open(spark, source)

  /** The rows that `prepare` reads without a store.
    *
    * @param options
    *   JSON object of its options
    */
  def openPrepare(spark: SparkSession, options: String): DataFrame = Commands.prepare(Json.read(options)).open(spark)

  /** Writes rows as `prepare` does without a store; what was written, for people. */
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

  /** The date in each name of a file that a contract's pattern fits: `{"flights_2013-06.csv": "2013-06", …}`, null
    * where the pattern has none. Names that it does not fit are left out.
    *
    * @param pattern
    *   of a contract that was checked, its `delivery.files`
    * @param names
    *   JSON list of texts, without folders
    */
  def dates(pattern: String, names: String): String = {
    val files = FilePattern.compile(pattern)
    val found = Json.read(names) match {
      case Node.Items(items) => items.collect { case Node.Text(name) if files.matches(name) => name }
      case _                 => Nil
    }
    Json.write(Node.fields(found.distinct.map(name => name -> Node.textOrNull(files.date(name))): _*))
  }

  /** Keeps the raw bytes of a file in a store, see [[Landing]]: `{"sha256": "…", "bytes": 28244}`. */
  def land(spark: SparkSession, file: String, store: String): String = {
    val configuration = spark.sparkContext.hadoopConfiguration
    val landed = Landing.land(new Path(file), new Store(store, configuration).landing, configuration)
    Json.write(Node.fields("sha256" -> Node.Text(landed.sha256), "bytes" -> Node.Number(landed.bytes)))
  }

  /** Reads and checks a model: its long form as JSON, every default filled in. */
  def model(text: String, source: String): String = ModelFile.json(ModelFile.read(text, source))

  /** The rows with the score of a model of a store; lazy. See [[peleus.scoring.Scorer]]. */
  def scored(df: DataFrame, store: String, reference: String): DataFrame =
    Scorer.load(df.sparkSession, store, reference)(df)

  /** The version of a model of a store that a name such as `delayed@champion` stands for. */
  def modelVersion(spark: SparkSession, store: String, reference: String): Int =
    new Registry(spark, store).version(reference)

  /** Runs a command that needs no Python.
    *
    * @param params
    *   JSON object of its options
    * @return
    *   JSON of the exit code, the text for people, and the verdict and the file of the run's report or null
    */
  def run(spark: SparkSession, command: String, params: String): String =
    told(Commands.run(spark, command, Json.read(params)))

  /** One date of a prepared table, for a recipe that Python runs; the next ones are about it.
    *
    * @param options
    *   JSON object of the options of the command `prepare`
    * @param steps
    *   JSON `[[name, params], …]` of the whole recipe, checked
    * @param own
    *   JSON list of the descriptors of Python's own steps
    * @param sources
    *   the texts of their modules
    */
  def preparation(
      spark: SparkSession,
      options: String,
      recipe: String,
      steps: String,
      own: String,
      sources: JList[String]
  ): Preparation = {
    val written = WrittenRecipe(recipe, Json.read(steps), descriptors(own), sources.asScala.toSeq)
    Preparation(spark, Commands.prepare(Json.read(options)), written)
  }

  /** How the command ends when there is nothing to do, as [[run]] tells it; null when there is something. */
  def unchanged(preparation: Preparation): String = preparation.unchanged.map(told).orNull

  /** The rows that come in. */
  def preparedFrom(preparation: Preparation): DataFrame = preparation.rows

  /** The rows of the other tables that the recipe names, by their names; of those that are published. */
  def tablesOf(preparation: Preparation): JMap[String, DataFrame] = preparation.tables.asJava

  /** Publishes what the recipe has made; how the command ends, as [[run]] tells it. */
  def publish(preparation: Preparation, made: DataFrame): String = told(preparation.publish(made))

  /** Which published rows of a table are learned from; null where nothing of it is published in the store.
    *
    * @param first
    *   the first date; empty: the first that is published
    * @param last
    *   the last one; empty: the last that is published
    */
  def learnedFrom(spark: SparkSession, store: String, table: String, first: String, last: String): LearnedFrom =
    LearnedFrom(spark, store, table, first, last).orNull

  /** JSON of `table`, `date`, `run` and `rows` of each date; an empty list where the last one is not published yet. */
  def inputs(found: LearnedFrom): String = Json.write(found.inputs)

  /** These rows, with their date in the column `_date`. */
  def rows(found: LearnedFrom): DataFrame = found.rows

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

  private def told(done: Outcome): String = Json.write(
    Node.fields(
      "exit_code" -> Node.Number(done.exitCode),
      "text" -> Node.Text(done.text),
      "verdict" -> Node.textOrNull(done.verdict),
      "report" -> Node.textOrNull(done.report)
    )
  )

  private def columns(json: String): StructType = DataType.fromJson(json).asInstanceOf[StructType]

  private def descriptors(json: String): Seq[Descriptor] = Descriptor.readAll(Json.read(json))

  private def make(df: DataFrame, name: String, params: String, tables: JList[DataFrame]): Transformation =
    new Decoder(tables.asScala.toSeq, Some(df.schema)).transformation(Catalogue.default(name), Json.read(params))
}
