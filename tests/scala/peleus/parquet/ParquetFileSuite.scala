package peleus.parquet

import java.nio.file.Files
import java.util.Base64

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.parquet.HadoopReadOptions
import org.apache.parquet.crypto.keytools.{KmsClient, PropertiesDrivenCryptoFactory}
import org.apache.parquet.hadoop.ParquetFileReader
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext
import org.apache.parquet.hadoop.metadata.{ColumnChunkMetaData, CompressionCodecName, ParquetMetadata}
import org.apache.parquet.hadoop.util.HadoopInputFile
import org.apache.parquet.schema.MessageTypeParser
import org.apache.parquet.schema.Type.Repetition.{OPTIONAL, REQUIRED}
import org.apache.spark.SparkException
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.peleusbridge.RoutedParquet
import org.apache.spark.sql.types.{LongType, StructField, StructType}

import peleus.SparkSuite
import peleus.document.Json
import peleus.document.Node.{Fields, Text, texts}
import peleus.testing.FrameAssertions._

/** Files are compared with those that Spark writes of the same rows. */
class ParquetFileSuite extends SparkSuite {

  /** A file with a route of its own; `more` are options of the writer. */
  private def ours(rows: DataFrame, more: (String, String)*): String = {
    val into = s"${Files.createTempDirectory("files")}/out"
    val routes = Fields(Seq(Text("all") -> texts(rows.columns.toSeq)))
    rows
      .selectExpr("*", "'all' AS route")
      .coalesce(1)
      .write
      .format(classOf[RoutedParquet].getName)
      .options(Map("route" -> "route", "routes" -> Json.write(routes), "tally" -> "none") ++ more)
      .save(into)
    s"$into/all"
  }

  private def sparks(rows: DataFrame): String = {
    val into = s"${Files.createTempDirectory("files")}/out"
    rows.coalesce(1).write.option("compression", "zstd").parquet(into)
    into
  }

  private def reading[A](folder: String, settings: Map[String, String])(read: ParquetFileReader => A): A = {
    val file = new java.io.File(folder).listFiles.filter(_.getName.endsWith(".parquet")).head
    val configuration = new Configuration
    settings.foreach { case (key, value) => configuration.set(key, value) }
    val path = new Path(file.toURI)
    val options = HadoopReadOptions.builder(configuration, path).build()
    Using.resource(ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), options))(read)
  }

  private def footer(folder: String, settings: Map[String, String] = Map.empty): ParquetMetadata =
    reading(folder, settings)(_.getFooter)

  /** Entries of a column's dictionary, in the first row group. */
  private def dictionary(folder: String, column: String): Int = reading(folder, Map.empty) { reader =>
    reader.getNextDictionaryReader
      .readDictionaryPage(
        reader.getFooter.getFileMetaData.getSchema.getColumnDescription(Array(column))
      )
      .getDictionarySize
  }

  private def metadata(folder: String): Map[String, String] =
    footer(folder).getFileMetaData.getKeyValueMetaData.asScala.toMap

  private def chunks(folder: String): Seq[ColumnChunkMetaData] =
    footer(folder).getBlocks.asScala.toSeq.flatMap(_.getColumns.asScala)

  /** Whether a column has pages by numbers, and plain ones. */
  private def pages(folder: String, column: String): (Boolean, Boolean) = {
    val all = chunks(folder).filter(_.getPath.toDotString == column).map(_.getEncodingStats)
    (all.exists(_.hasDictionaryEncodedPages), all.exists(_.hasNonDictionaryEncodedPages))
  }

  private val mixed = """SELECT
      id, 3 - CAST(id % 7 AS INT) AS few, IF(id % 5 = 0, NULL, hash(id)) AS some, CAST(NULL AS BIGINT) AS none,
      id % 3 = 0 AS flag, IF(id % 11 = 0, NULL, id / 8) AS share, CAST(id % 90 AS DECIMAL(4, 1)) AS short,
      CAST(hash(id) * 1000L AS DECIMAL(18, 2)) AS long, DATE '1960-02-29' + CAST(id % 30000 AS INT) AS day,
      IF(id % 13 = 0, NULL, repeat('é', CAST(id % 20 AS INT))) AS text, concat('n', hash(id)) AS name,
      IF(id % 2 = 0, NULL, encode(concat(id, ''), 'UTF-8')) AS raw,
      IF(id % 17 = 0, NULL, transform(sequence(1, CAST(id % 4 AS INT)), i -> IF(i = 2, NULL, concat(i, 'x')))) AS cells,
      IF(id % 19 < 9, NULL, filter(array(
        struct(concat('c', id % 5) AS column, IF(id % 3 = 0, NULL, 'v') AS value),
        struct('d' AS column, CAST(id AS STRING) AS value)), one -> id % 19 < 15)) AS reasons"""

  test("rows of every type come back, and schema, statistics and counts are those of Spark's file") {
    val rows = spark.sql(s"$mixed FROM range(6000)")
    val (file, other) = (ours(rows, "compression" -> "zstd"), sparks(rows))
    assertFrameEqual(spark.read.parquet(file), rows)
    assert(footer(file).getFileMetaData.getSchema == footer(other).getFileMetaData.getSchema)
    assert(metadata(file) == metadata(other))
    chunks(file).zip(chunks(other)).foreach { case (chunk, same) =>
      assert(chunk.getStatistics == same.getStatistics, chunk.getPath)
      assert(chunk.getValueCount == same.getValueCount && chunk.getCodec == same.getCodec, chunk.getPath)
    }
  }

  test("values that repeat are written by their numbers, others plainly, and some columns in both ways") {
    val rows = spark.sql("""SELECT id, id % 9 AS few, concat('n', id) AS name, concat('n', id % 9) AS word,
        IF(id < 25000, id % 100, id) AS later, 'one' AS one, IF(id < 25000, 'w', NULL) AS early,
        IF(id < 25000, 'w', concat(id, repeat('w', 100))) AS words, CAST(NULL AS STRING) AS none
      FROM range(60000)""")
    val file = ours(rows)
    assertFrameEqual(spark.read.parquet(file), rows)
    val (byNumber, plainly) = ((true, false), (false, true))
    Seq("few", "word", "one", "later").foreach(column => assert(pages(file, column) == byNumber, column))
    Seq("id", "name", "none").foreach(column => assert(pages(file, column) == plainly, column))
    Seq("early", "words").foreach(column => assert(pages(file, column) == ((true, true)), column))
    val size = chunks(file).filter(_.getPath.toDotString == "few").head.getTotalUncompressedSize
    assert(size < 60000 / 2 + 5000, "four bits a value")
  }

  test("a dictionary that becomes large is given up within a page") {
    val rows = spark.sql("SELECT concat(id % 6000, repeat('x', 400)) AS text FROM range(24000)")
    val file = ours(rows)
    assertFrameEqual(spark.read.parquet(file), rows)
    assert(chunks(file).head.getTotalUncompressedSize > 24000L * 400)
  }

  test("long texts that repeat are many pages, as they may have to be written plainly") {
    val rows = spark.sql("SELECT repeat(IF(id < 700, id % 3, id), 40000) AS text FROM range(710)")
    val file = ours(rows)
    assertFrameEqual(spark.read.parquet(file), rows)
    assert(pages(file, "text") == ((true, true)))
    assert(dictionary(file, "text") == 3, "what only plain pages hold does not stand in the dictionary")
  }

  test("dates before 1582 are those of today's calendar, whatever the session asks of Spark's writer") {
    val rows = spark.sql("SELECT DATE '1001-01-01' AS day UNION ALL SELECT DATE '2001-01-01'")
    spark.conf.set("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY")
    val file =
      try ours(rows)
      finally spark.conf.unset("spark.sql.parquet.datetimeRebaseModeInWrite")
    assertFrameEqual(spark.read.parquet(file), rows)
    assert(metadata(file).keySet == Set("org.apache.spark.version", "org.apache.spark.sql.parquet.row.metadata"))
  }

  test("doubles keep their bits") {
    val rows = spark.sql("""SELECT CASE id % 5 WHEN 0 THEN 0.0D WHEN 1 THEN -0.0D WHEN 2 THEN double('NaN')
      WHEN 3 THEN double('-Infinity') ELSE 1e-320D END AS x FROM range(1000)""")
    val bits = (frame: DataFrame) => frame.collect().map(row => java.lang.Double.doubleToRawLongBits(row.getDouble(0)))
    assert(bits(spark.read.parquet(ours(rows))).toSeq == bits(rows).toSeq)
  }

  test("a file of several row groups") {
    val rows = spark.sql(s"$mixed FROM range(6000)")
    val file = ours(rows, "parquet.block.size" -> "100000")
    assert(footer(file).getBlocks.size > 2)
    assert(footer(file).getBlocks.asScala.map(_.getRowCount).sum == 6000)
    assertFrameEqual(spark.read.parquet(file), rows)
  }

  test("a file without rows has its columns") {
    val rows = spark.sql(s"$mixed FROM range(0)")
    val (file, other) = (ours(rows), sparks(rows))
    assert(spark.read.parquet(file).count() == 0)
    assert(footer(file).getFileMetaData.getSchema == footer(other).getFileMetaData.getSchema)
  }

  test("columns that are not searched have no statistics, those that are there are required") {
    val rows = spark.sql("SELECT IF(id < 9, id, NULL) AS id, IF(id < 9, concat('n', id), NULL) AS name FROM range(9)")
    val file = ours(rows, "unsearched" -> """["name"]""", "present" -> """["id"]""")
    assert(chunks(file).map(_.getStatistics.hasNonNullValue) == Seq(true, false))
    assert(
      footer(file).getFileMetaData.getSchema.getFields.asScala.map(_.getRepetition).toSeq == Seq(REQUIRED, OPTIONAL)
    )
  }

  test("a column that was to have no nulls, and has one, ends the write") {
    val rows = spark.sql("SELECT IF(id = 3, NULL, id) AS id FROM range(10)")
    val causes =
      Iterator.iterate[Throwable](intercept[SparkException](ours(rows, "present" -> """["id"]""")))(_.getCause)
    assert(causes.takeWhile(_ != null).exists(_.getMessage == "id is null, and was to have no nulls"))
  }

  test("files are encrypted where the configuration says so, in every row group") {
    val rows = spark.sql("SELECT id, concat('secret ', hash(id)) AS name FROM range(6000)")
    val keys = Map(
      "parquet.crypto.factory.class" -> classOf[PropertiesDrivenCryptoFactory].getName,
      "parquet.encryption.kms.client.class" -> classOf[KnownKeys].getName,
      "parquet.encryption.footer.key" -> "one",
      "parquet.encryption.column.keys" -> "other:name"
    )
    val folder = ours(rows, (keys + ("parquet.block.size" -> "50000")).toSeq: _*)
    val file = new java.io.File(folder).listFiles.filter(_.getName.endsWith(".parquet")).head
    assert(new String(Files.readAllBytes(file.toPath).take(4), "US-ASCII") == "PARE")
    assert(footer(folder, keys).getBlocks.size > 1)
    assertFrameEqual(spark.read.options(keys).parquet(folder), rows)
    intercept[SparkException](spark.read.parquet(folder).collect())
  }

  test("a file whose row could not be written has no footer") {
    val folder = Files.createTempDirectory("files")
    val schema = StructType(Seq(StructField("id", LongType, nullable = false)))
    val file = new Path(folder.resolve("file.parquet").toUri)
    val written = MessageTypeParser.parseMessageType("message rows { required int64 id; }")
    def open(): ParquetFile = new ParquetFile(
      file,
      schema,
      IndexedSeq(0),
      new WriteContext(written, java.util.Map.of()),
      CompressionCodecName.ZSTD,
      Set.empty,
      new Configuration
    ) // format: skip
    val broken = open()
    broken.write(InternalRow(1L))
    intercept[IllegalStateException](broken.write(InternalRow(null)))
    broken.close()
    intercept[RuntimeException](footer(folder.toString))
    Files.delete(folder.resolve("file.parquet"))
    val whole = open()
    whole.write(InternalRow(1L))
    whole.close()
    assert(footer(folder.toString).getBlocks.get(0).getRowCount == 1)
  }

  test("a type that no checked table has is refused") {
    val rows = spark.sql("SELECT current_timestamp() AS at")
    val causes = Iterator.iterate[Throwable](intercept[SparkException](ours(rows)))(_.getCause)
    assert(causes.takeWhile(_ != null).exists(_.getMessage == "at is TIMESTAMP, which no checked table has"))
  }
}

/** A key server that wraps keys by writing them in another way. */
class KnownKeys extends KmsClient {
  override def initialize(configuration: Configuration, instance: String, url: String, token: String): Unit = ()
  override def wrapKey(key: Array[Byte], by: String): String = s"$by:${Base64.getEncoder.encodeToString(key)}"
  override def unwrapKey(wrapped: String, by: String): Array[Byte] =
    Base64.getDecoder.decode(wrapped.stripPrefix(s"$by:"))
}
