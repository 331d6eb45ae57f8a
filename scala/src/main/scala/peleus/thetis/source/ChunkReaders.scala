package peleus.thetis.source

import org.apache.hadoop.fs.{FSDataInputStream, Path}
import org.apache.spark.broadcast.Broadcast
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.connector.read.{InputPartition, PartitionReader, PartitionReaderFactory}
import org.apache.spark.sql.vectorized.ColumnarBatch
import org.apache.spark.util.SerializableConfiguration

import peleus.thetis.{ChunkChecker, Plan}

/** Makes the readers of chunks, in the tasks.
  *
  * @param routes
  *   those that are asked for: other rows need not be given
  */
private[source] final class ChunkReaders(
    plan: Plan,
    columns: Seq[String],
    routes: Seq[String],
    settings: Broadcast[SerializableConfiguration]
) extends PartitionReaderFactory {
  override def supportColumnarReads(partition: InputPartition): Boolean = true

  override def createColumnarReader(partition: InputPartition): PartitionReader[ColumnarBatch] = partition match {
    case part: ChunkPartition =>
      val input = open(part)
      new ChunkReader(new ChunkChecker(plan, part.member, part.chunk, input, columns, routes), input)
    case other => throw new IllegalArgumentException(s"$other is no chunk")
  }

  override def createReader(partition: InputPartition): PartitionReader[InternalRow] =
    throw new UnsupportedOperationException("chunks are read by columns")

  private def open(part: ChunkPartition): FSDataInputStream = {
    val path = new Path(part.chunk.path)
    val input = path.getFileSystem(settings.value.value).open(path)
    input.seek(part.chunk.from)
    input
  }
}

private final class ChunkReader(checker: ChunkChecker, input: FSDataInputStream)
    extends PartitionReader[ColumnarBatch] {
  override def next(): Boolean = checker.next()
  override def get(): ColumnarBatch = checker.batch
  override def close(): Unit = input.close()
}
