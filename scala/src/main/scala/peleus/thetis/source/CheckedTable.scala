package peleus.thetis.source

import java.util

import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.connector.catalog.{SupportsRead, Table, TableCapability}
import org.apache.spark.sql.connector.read.ScanBuilder
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.util.CaseInsensitiveStringMap
import org.apache.spark.util.SerializableConfiguration

import peleus.thetis.Plan

/** The records of a delivery, checked: the table behind `spark.read.format("thetis")`.
  *
  * @param find
  *   finds the chunks; called when rows are asked for first
  */
private[source] final class CheckedTable(plan: Plan, find: () => Check) extends Table with SupportsRead {
  private lazy val check = find() // the files are read once, however often the rows are

  override def name(): String = s"thetis ${plan.name}"

  override def schema(): StructType = plan.schema

  override def capabilities(): util.Set[TableCapability] = util.EnumSet.of(TableCapability.BATCH_READ)

  override def newScanBuilder(options: CaseInsensitiveStringMap): ScanBuilder = {
    val context = SparkSession.active.sparkContext
    val settings = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration))
    new CheckedScan(plan, () => check.parts, settings)
  }
}
