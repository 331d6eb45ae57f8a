package org.apache.spark.sql.peleusbridge

import java.util.Locale

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.catalyst.catalog.{CatalogTable, CatalogTablePartition}
import org.apache.spark.sql.internal.SharedState
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.{SparkSession, classic}

/** What SQL cannot say or tell of a session's catalog, or tells only as text for people. */
object Metastore {

  /** A table as the metastore has it now, whatever a session has kept of it.
    *
    * @param columns
    *   without those that it is partitioned by
    * @param format
    *   of its files, such as parquet
    */
  final case class Found(columns: StructType, partitionedBy: Seq[String], format: String, location: Option[Path])

  /** What a setting of the catalog is. */
  def setting(spark: SparkSession, key: String): Option[String] = Option(shared(spark).hadoopConf.get(key))

  /** Sets where the catalog is, and how it is reached. Only the first look into it reads these settings. */
  def configure(spark: SparkSession, settings: Map[String, String]): Unit =
    settings.foreach { case (key, value) => shared(spark).hadoopConf.set(key, value) }

  def table(spark: SparkSession, database: String, table: String): Option[Found] = {
    val catalog = shared(spark).externalCatalog
    Option.when(catalog.tableExists(database, table))(found(catalog.getTable(database, table)))
  }

  private def found(table: CatalogTable): Found = Found(
    table.dataSchema,
    table.partitionColumnNames,
    table.provider.getOrElse("hive").toLowerCase(Locale.ROOT),
    table.storage.locationUri.map(new Path(_))
  )

  /** Folder of each partition, by its value of the one column that the table is partitioned by. */
  def locations(spark: SparkSession, database: String, table: String, column: String): Map[String, Path] =
    shared(spark).externalCatalog.listPartitions(database, table).map(p => p.spec(column) -> folder(p)).toMap

  /** That of one partition. */
  def location(spark: SparkSession, database: String, table: String, column: String, value: String): Option[Path] =
    shared(spark).externalCatalog.getPartitionOption(database, table, Map(column -> value)).map(folder)

  private def folder(partition: CatalogTablePartition): Path = new Path(partition.location)

  private def shared(spark: SparkSession): SharedState = spark.asInstanceOf[classic.SparkSession].sharedState
}
