package peleus.thetis.source

import org.apache.spark.broadcast.Broadcast
import org.apache.spark.sql.connector.read._
import org.apache.spark.sql.sources.{EqualTo, Filter, In}
import org.apache.spark.sql.types.StructType
import org.apache.spark.util.SerializableConfiguration

import peleus.delivery.Chunk
import peleus.thetis.{CheckedRow, MemberLayout, Plan}

/** One chunk, which one task checks. */
private[source] final case class ChunkPartition(member: MemberLayout, chunk: Chunk) extends InputPartition

/** Reads some columns of all chunks. Whatever the columns and the routes, all rules run on every record. */
private[source] final class CheckedScan(
    plan: Plan,
    chunks: () => Seq[(MemberLayout, Chunk)],
    settings: Broadcast[SerializableConfiguration]
) extends ScanBuilder
    with Scan
    with Batch
    with SupportsPushDownFilters
    with SupportsPushDownRequiredColumns {
  private var columns = plan.schema
  private var routes = CheckedRow.AllRoutes
  private var onRoutes = Array.empty[Filter]
  private lazy val parts = chunks() // planning may ask more than once

  /** Takes whole columns: parts of the structs in lists cost nothing to give. */
  override def pruneColumns(required: StructType): Unit =
    columns = StructType(required.fieldNames.map(plan.schema(_)))

  /** Batches without a row of the routes that are asked for are not given; Spark filters the others. */
  override def pushFilters(filters: Array[Filter]): Array[Filter] = {
    onRoutes = filters.filter(filter => CheckedScan.routes(filter).isDefined)
    routes = onRoutes.flatMap(CheckedScan.routes).foldLeft(CheckedRow.AllRoutes)(_ intersect _)
    filters
  }

  override def pushedFilters(): Array[Filter] = onRoutes

  override def build(): Scan = this
  override def readSchema(): StructType = columns
  override def toBatch: Batch = this

  override def planInputPartitions(): Array[InputPartition] =
    parts.map { case (member, chunk) => ChunkPartition(member, chunk): InputPartition }.toArray

  override def createReaderFactory(): PartitionReaderFactory =
    new ChunkReaders(plan, columns.fieldNames.toSeq, routes, settings)

  override def description(): String = s"thetis ${plan.name}"
}

private object CheckedScan {

  /** The routes that a filter lets through; none where it is about something else as well. */
  private def routes(filter: Filter): Option[Seq[String]] = filter match {
    case EqualTo(CheckedRow.Route, route: String) => Some(Seq(route))
    case In(CheckedRow.Route, routes)             => Some(routes.toSeq.collect { case route: String => route })
    case _                                        => None
  }
}
