package org.apache.spark.sql.peleusbridge

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Try

import _root_.peleus.document.Json
import _root_.peleus.document.Node.{Fields, Items, Text}
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileStatus, Path}
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl
import org.apache.hadoop.mapreduce.{Job, TaskAttemptContext}
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow
import org.apache.spark.sql.catalyst.{InternalRow, ProjectingInternalRow}
import org.apache.spark.sql.execution.datasources.parquet._
import org.apache.spark.sql.execution.datasources.{FileFormat, OutputWriter, OutputWriterFactory}
import org.apache.spark.sql.internal.SQLConf
import org.apache.spark.sql.types.StructType
import org.apache.spark.unsafe.types.UTF8String

/** Writes each row to the folder of its route, in one pass and without a sort: `clean/part-….parquet` and so on.
  *
  * Unlike `partitionBy`, each route has columns of its own, and a folder even where it has no rows. The files are
  * Spark's own Parquet files, written inside the folder of the task attempt, so that the output committer takes or
  * leaves all routes of an attempt together.
  *
  * Options: `route`, the column that names the route; `routes`, JSON `{"clean": ["id", "_line"], …}`; `tally`, the
  * route that gets one more row a task, in its one text column: JSON of what [[Tally]] counted; `bits`, the column
  * whose bits are counted (may be left out); `present`, JSON list of columns that have no nulls wherever they are
  * written (likewise).
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
    val routes = RoutedParquet.routes(options("routes"), RoutedParquet.present(options, schema))
    val bits = options.get("bits").map(schema.fieldIndex).getOrElse(-1)
    new RoutedFactory(parquet, schema.fieldIndex(options("route")), routes, options("tally"), bits)
  }
}

private[peleusbridge] object RoutedParquet {

  private def present(options: Map[String, String], schema: StructType): StructType = {
    val known = options.get("present").fold(IndexedSeq.empty[String])(json => names(Json.read(json))).toSet
    StructType(schema.map(column => if (known(column.name)) column.copy(nullable = false) else column))
  }

  private def routes(json: String, schema: StructType): Seq[Route] = Json.read(json) match {
    case Fields(entries) =>
      entries.map { case (name, columns) => Route(name.value, names(columns).map(schema.fieldIndex), schema) }
    case other => throw new IllegalArgumentException(s"routes: $other is not a mapping")
  }

  private def names(columns: Any): IndexedSeq[String] = columns match {
    case Items(values) => values.collect { case Text(name) => name }.toIndexedSeq
    case other         => throw new IllegalArgumentException(s"routes: $other is not a list of columns")
  }
}

/** Where rows of one route go, and which of their columns. */
private[peleusbridge] final case class Route(name: String, ordinals: IndexedSeq[Int], all: StructType) {
  val schema: StructType = StructType(ordinals.map(all(_)))
}

private[peleusbridge] final class RoutedFactory(
    parquet: OutputWriterFactory,
    route: Int,
    routes: Seq[Route],
    tally: String,
    bits: Int
) extends OutputWriterFactory {
  override def getFileExtension(context: TaskAttemptContext): String = parquet.getFileExtension(context)

  override def newInstance(path: String, schema: StructType, context: TaskAttemptContext): OutputWriter = {
    val files = routes.map(new RouteFile(_, new Path(path), context))
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
private[peleusbridge] final class RouteFile(route: Route, beside: Path, context: TaskAttemptContext) {
  val name: String = route.name
  val file: Path = new Path(new Path(beside.getParent, route.name), beside.getName)
  val bytes: UTF8String = UTF8String.fromString(name)
  private var writer: ParquetOutputWriter = _
  private val view = ProjectingInternalRow(route.schema, route.ordinals)

  def write(row: InternalRow): Unit = {
    open()
    view.project(row)
    writer.write(view)
  }

  def writeText(text: String): Unit = {
    open()
    writer.write(new GenericInternalRow(Array[Any](UTF8String.fromBytes(text.getBytes(UTF_8)))))
  }

  def close(): Unit = if (writer != null) writer.close()

  def open(): Unit = if (writer == null) {
    val configuration = new Configuration(context.getConfiguration)
    ParquetWriteSupport.setSchema(route.schema, configuration)
    writer = new ParquetOutputWriter(file.toString, new TaskAttemptContextImpl(configuration, context.getTaskAttemptID))
  }
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
