package peleus.parquet

import scala.jdk.CollectionConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.parquet.column.{ColumnWriteStore, ParquetProperties}
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor
import org.apache.parquet.hadoop.ParquetWriter.MAX_PADDING_SIZE_DEFAULT
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext
import org.apache.parquet.hadoop.metadata.CompressionCodecName
import org.apache.parquet.hadoop.util.HadoopOutputFile
import org.apache.parquet.hadoop.{CodecFactory, ColumnChunkPageWriteStore, ParquetFileWriter, ParquetOutputFormat}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.types.StructType

/** A new Parquet file, written row by row.
  *
  * Pages, levels, statistics, indexes and footer are parquet-java's; but values go to its columns directly, and are
  * encoded by [[Encodings]], which is quicker than Spark's writer. Of Parquet's settings these hold: the sizes of row
  * groups and pages, the codec's, checksums and encryption (`parquet.block.size`, `parquet.page.size`,
  * `parquet.compression.codec.*`, `parquet.page.write-checksum.enabled`, `parquet.crypto.factory.class`). A row group
  * is smaller where the heap is.
  *
  * @param rows
  *   the columns of the file
  * @param ordinals
  *   where each of them stands in the rows that are written
  * @param as
  *   the same columns for Parquet, and what is to stand in the footer beside them
  * @param unsearched
  *   columns without statistics
  */
final class ParquetFile(
    path: Path,
    rows: StructType,
    ordinals: IndexedSeq[Int],
    as: WriteContext,
    codec: CompressionCodecName,
    unsearched: Set[String],
    configuration: Configuration
) {
  private val schema = as.getSchema
  private val places = ordinals.toArray

  private val properties = {
    val builder = ParquetProperties
      .builder()
      .withValuesWriterFactory(new Encodings)
      .withPageSize(ParquetOutputFormat.getPageSize(configuration))
      .withPageWriteChecksumEnabled(ParquetOutputFormat.getPageWriteChecksumEnabled(configuration))
    unsearched.foldLeft(builder)(_.withStatisticsEnabled(_, false)).build()
  }

  private val compressor: BytesInputCompressor =
    new CodecFactory(configuration, properties.getPageSizeThreshold).getCompressor(codec)
  private val groupBytes =
    math.min(ParquetOutputFormat.getLongBlockSize(configuration), ParquetFile.shareOfHeap)
  private val file = new ParquetFileWriter(
    HadoopOutputFile.fromPath(path, configuration),
    schema,
    ParquetFileWriter.Mode.CREATE,
    groupBytes,
    MAX_PADDING_SIZE_DEFAULT,
    properties.getColumnIndexTruncateLength,
    properties.getStatisticsTruncateLength,
    properties.getPageWriteChecksumEnabled,
    ParquetOutputFormat.createEncryptionProperties(configuration, path, as)
  )
  file.start()

  private var pages: ColumnChunkPageWriteStore = _
  private var columns: ColumnWriteStore = _
  private var feeds: Array[Feed] = _
  private var groups = 0 // before this row group
  private var count = 0L // of rows in the row group
  private var nextLook = 0L // the count at which it is looked how large it is
  private var isWhole = false // false while something is being done: what fails leaves no whole row
  try begin()
  catch {
    case failed: Throwable =>
      release()
      throw failed
  }

  def write(row: InternalRow): Unit = {
    isWhole = false
    var i = 0
    while (i < feeds.length) {
      feeds(i).write(row, places(i), 0, 0)
      i += 1
    }
    columns.endRecord()
    count += 1
    if (count == nextLook) look()
    isWhole = true
  }

  /** Ends the row group if it is full; looks again halfway to where it will be, as far as its rows tell. */
  private def look(): Unit = {
    val bytes = columns.getBufferedSize
    val room = math.min(groupBytes, file.getNextRowGroupSize) // up to the end of a block of HDFS
    if (bytes >= room) {
      end()
      groups += 1
      begin()
    } else {
      val rowsLeft = (room - bytes) / math.max(bytes / count, 1)
      nextLook = count + math.max(ParquetFile.FewestRows, math.min(rowsLeft / 2, ParquetFile.MostRows))
    }
  }

  /** Ends the file; after a row that could not be written it is left without a footer, so that nobody reads it. */
  def close(): Unit =
    try
      if (isWhole) {
        isWhole = false
        end()
        file.end(as.getExtraMetaData)
      }
    finally release()

  private def release(): Unit =
    try compressor.release()
    finally file.close()

  private def begin(): Unit = {
    pages = new ColumnChunkPageWriteStore(
      compressor,
      schema,
      properties.getAllocator,
      properties.getColumnIndexTruncateLength,
      properties.getPageWriteChecksumEnabled,
      file.getEncryptor,
      groups
    )
    columns = properties.newColumnWriteStore(schema, pages, pages)
    val writers = schema.getColumns.iterator.asScala.map(columns.getColumnWriter)
    feeds = rows.map(column => Feed(column.name, column.dataType, column.nullable, writers)).toArray
    count = 0
    nextLook = ParquetFile.FewestRows
    isWhole = true
  }

  private def end(): Unit =
    try
      if (count > 0) {
        file.startBlock(count)
        columns.flush()
        pages.flushToFileWriter(file)
        file.endBlock()
      }
    finally
      try columns.close()
      finally pages.close()
}

private object ParquetFile {

  /** Rows between two looks at the size of a row group: to add up its columns costs a little. */
  private final val FewestRows = 100L
  private final val MostRows = 10000L

  /** What one file may hold of the heap, when each core writes one of each route. */
  private def shareOfHeap: Long = {
    val machine = Runtime.getRuntime
    math.max(SmallestShare, machine.maxMemory / (4L * machine.availableProcessors))
  }

  /** 8 MiB. */
  private final val SmallestShare = 8L << 20
}
