package peleus.thetis.source

import org.apache.spark.broadcast.Broadcast
import org.apache.spark.sql.connector.read._
import org.apache.spark.sql.types.StructType
import org.apache.spark.util.SerializableConfiguration

import peleus.delivery.Chunk
import peleus.thetis.{MemberLayout, Plan}

/** One chunk, which one task checks. */
private[source] final case class ChunkPartition(member: MemberLayout, chunk: Chunk) extends InputPartition

/** Reads some columns of all chunks. Whatever the columns, all rules run, and there is a row for each record. */
private[source] final class CheckedScan(
    plan: Plan,
    chunks: () => Seq[(MemberLayout, Chunk)],
    settings: Broadcast[SerializableConfiguration]
) extends ScanBuilder
    with Scan
    with Batch
    with SupportsPushDownRequiredColumns {
  private var columns = plan.schema
  private lazy val parts = chunks() // planning may ask more than once

  /** Takes whole columns: parts of the structs in lists cost nothing to give. */
  override def pruneColumns(required: StructType): Unit =
    columns = StructType(required.fieldNames.map(plan.schema(_)))

  override def build(): Scan = this
  override def readSchema(): StructType = columns
  override def toBatch: Batch = this

  override def planInputPartitions(): Array[InputPartition] =
    parts.map { case (member, chunk) => ChunkPartition(member, chunk): InputPartition }.toArray

  override def createReaderFactory(): PartitionReaderFactory =
    new ChunkReaders(plan, columns.fieldNames.toSeq, settings)

  override def description(): String = s"thetis ${plan.name}"
}
