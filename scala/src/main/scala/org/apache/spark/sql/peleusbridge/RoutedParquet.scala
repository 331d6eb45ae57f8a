package org.apache.spark.sql.peleusbridge

import scala.jdk.CollectionConverters._
import scala.util.Try

import _root_.peleus.document.Json
import _root_.peleus.document.Node
import _root_.peleus.document.Node.{Fields, Items, Text}
import _root_.peleus.parquet.ParquetFile
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileStatus, Path}
import org.apache.hadoop.mapreduce.{Job, TaskAttemptContext}
import org.apache.parquet.hadoop.ParquetOutputFormat
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext
import org.apache.parquet.hadoop.metadata.CompressionCodecName
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow
import org.apache.spark.sql.execution.datasources.parquet._
import org.apache.spark.sql.execution.datasources.{FileFormat, OutputWriter, OutputWriterFactory}
import org.apache.spark.sql.internal.SQLConf
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{
  SPARK_LEGACY_DATETIME_METADATA_KEY,
  SPARK_LEGACY_INT96_METADATA_KEY,
  SPARK_TIMEZONE_METADATA_KEY,
  SparkSession
}
import org.apache.spark.unsafe.types.UTF8String

/** Writes each row to the folder of its route, in one pass and without a sort: `clean/part-….parquet` and so on.
  *
  * Unlike `partitionBy`, each route has columns of its own, and a folder even where it has no rows. The files have the
  * schema that Spark gives its own, and are written inside the folder of the task attempt, so that the output committer
  * takes or leaves all routes of an attempt together.
  *
  * Options: `route`, the column that names the route; `routes`, JSON `{"clean": ["id", "_line"], …}`; `tally`, the
  * route that gets one more row a task, in its one text column: JSON of what [[Tally]] counted; `bits`, the column
  * whose bits are counted (may be left out); `present`, JSON list of columns that have no nulls wherever they are
  * written (likewise); `unsearched`, JSON list of columns without statistics (likewise).
  */
final class RoutedParquet extends FileFormat {

  /** It is not for reading: the folders are Parquet. */
  override def inferSchema(
      session: SparkSession,
      options: Map[String, String],
      files: Seq[FileStatus]
  ): Option[StructType] = None

  override def prepareWrite(
      session: SparkSession,
      job: Job,
      options: Map[String, String],
      schema: StructType
  ): OutputWriterFactory = {
    val parquet = new ParquetFileFormat().prepareWrite(session, job, options, schema)
    // What is written must not depend on a setting of the session that is about old Hive.
    job.getConfiguration.setBoolean(SQLConf.PARQUET_WRITE_LEGACY_FORMAT.key, false)
    val present = RoutedParquet.names(options.get("present")).toSet
    val columns =
      StructType(schema.map(column => if (present(column.name)) column.copy(nullable = false) else column))
    val files = RouteFiles(
      RoutedParquet.routes(options("routes"), columns),
      CompressionCodecName.valueOf(job.getConfiguration.get(ParquetOutputFormat.COMPRESSION)),
      RoutedParquet.names(options.get("unsearched")).toSet
    )
    val bits = options.get("bits").map(schema.fieldIndex).getOrElse(-1)
    new RoutedFactory(parquet, schema.fieldIndex(options("route")), files, options("tally"), bits)
  }
}

private[peleusbridge] object RoutedParquet {

  private def routes(json: String, schema: StructType): Seq[Route] = Json.read(json) match {
    case Fields(entries) =>
      entries.map { case (name, columns) => Route(name.value, names(columns).map(schema.fieldIndex), schema) }
    case other => throw new IllegalArgumentException(s"routes: $other is not a mapping")
  }

  private def names(option: Option[String]): IndexedSeq[String] =
    option.fold(IndexedSeq.empty[String])(json => names(Json.read(json)))

  private def names(columns: Node): IndexedSeq[String] = columns match {
    case Items(values) => values.collect { case Text(name) => name }.toIndexedSeq
    case other         => throw new IllegalArgumentException(s"$other is not a list of columns")
  }
}

/** Where rows of one route go, and which of their columns. */
private[peleusbridge] final case class Route(name: String, ordinals: IndexedSeq[Int], all: StructType) {
  val schema: StructType = StructType(ordinals.map(all(_)))
}

/** How the files of all routes are written. */
private[peleusbridge] final case class RouteFiles(
    routes: Seq[Route],
    codec: CompressionCodecName,
    unsearched: Set[String]
)

private[peleusbridge] final class RoutedFactory(
    parquet: OutputWriterFactory,
    route: Int,
    how: RouteFiles,
    tally: String,
    bits: Int
) extends OutputWriterFactory {
  override def getFileExtension(context: TaskAttemptContext): String = parquet.getFileExtension(context)

  override def newInstance(path: String, schema: StructType, context: TaskAttemptContext): OutputWriter = {
    val files = how.routes.map(new RouteFile(_, how, new Path(path), context))
    val isFirst = context.getTaskAttemptID.getTaskID.getId == 0
    if (isFirst) files.foreach(_.open()) // so that every route has a file, and its columns can be read
    new RoutedWriter(new Path(path), files, route, tally, bits)
  }
}

private[peleusbridge] final class RoutedWriter(
    beside: Path,
    files: Seq[RouteFile],
    route: Int,
    tally: String,
    bits: Int
) extends OutputWriter {
  private val byName = files.toArray
  private val counts = new Tally(files.map(_.name))

  /** Where Spark looks for what was written, and warns when there is nothing: the tally's file is always there. */
  override val path: String = files.find(_.name == tally).fold(beside)(_.file).toString

  override def write(row: InternalRow): Unit = {
    val name = row.getUTF8String(route)
    var i = 0
    while (i < byName.length && !byName(i).bytes.equals(name)) i += 1
    if (i == byName.length) throw new IllegalStateException(s"a row has the route $name, which is none")
    byName(i).write(row)
    counts.row(i)
    if (bits >= 0 && !row.isNullAt(bits)) counts.bits(row.getLong(bits))
  }

  override def close(): Unit = {
    files.filter(_.name == tally).foreach(_.writeText(counts.json))
    val failures = files.flatMap(file => Try(file.close()).failed.toOption)
    failures.headOption.foreach(throw _)
  }
}

/** The file of one route; made with its first row, unless it is opened before. */
private[peleusbridge] final class RouteFile(route: Route, how: RouteFiles, beside: Path, context: TaskAttemptContext) {
  val name: String = route.name
  val file: Path = new Path(new Path(beside.getParent, route.name), beside.getName)
  val bytes: UTF8String = UTF8String.fromString(name)
  private var writer: ParquetFile = _

  def write(row: InternalRow): Unit = {
    open()
    writer.write(row)
  }

  def writeText(text: String): Unit = {
    val row = new GenericInternalRow(route.all.length)
    row.update(route.ordinals.head, UTF8String.fromString(text))
    write(row)
  }

  def close(): Unit = if (writer != null) writer.close()

  def open(): Unit = if (writer == null) {
    val configuration = new Configuration(context.getConfiguration)
    ParquetWriteSupport.setSchema(route.schema, configuration)
    val inSpark = new ParquetWriteSupport().init(configuration)
    val metadata = inSpark.getExtraMetaData.asScala.view.filterKeys(!RouteFile.OfOldCalendars(_)).toMap
    val inParquet = new WriteContext(inSpark.getSchema, metadata.asJava)
    writer = new ParquetFile(file, route.schema, route.ordinals, inParquet, how.codec, how.unsearched, configuration)
  }
}

private[peleusbridge] object RouteFile {

  /** They would tell that dates are in the calendar before 1582, as a session may ask of Spark's writer. Ours are not.
    */
  private val OfOldCalendars =
    Set(SPARK_LEGACY_DATETIME_METADATA_KEY, SPARK_LEGACY_INT96_METADATA_KEY, SPARK_TIMEZONE_METADATA_KEY)
}

/** Counts what one task writes: rows by route, and how often each bit of a column was set. */
private[peleusbridge] final class Tally(routes: Seq[String]) {
  private val rows = new Array[Long](routes.size)
  private val set = new Array[Long](java.lang.Long.SIZE)

  def row(route: Int): Unit = rows(route) += 1

  def bits(mask: Long): Unit = {
    var rest = mask
    while (rest != 0) {
      set(java.lang.Long.numberOfTrailingZeros(rest)) += 1
      rest &= rest - 1
    }
  }

  /** `{"written": {"clean": 3, …}, "bits": [0, 1, …]}`. */
  def json: String = {
    val written = routes.zip(rows).map { case (name, n) => Json.write(Text(name)) + ":" + n }
    s"""{"written":${written.mkString("{", ",", "}")},"bits":${set.mkString("[", ",", "]")}}"""
  }
}
