package peleus.publishing

import java.nio.file.Files
import java.time.Instant

import org.apache.hadoop.conf.Configuration
import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.document.Node
import peleus.document.Node.{Fields, Items, Text, fields}

/** A store in a folder with a catalog in memory, and tables that are filled from frames. */
private[publishing] final class DerivedStore(spark: SparkSession) {
  val store: Store = new Store(Files.createTempDirectory("derived").toString, new Configuration)
  val catalog = new MemoryCatalog
  val tables = new PublishedTables(spark, store)
  private var now = Instant.parse("2024-05-01T00:00:00Z")

  def derivation(table: String, date: String, by: String, inputs: Node = Items(Nil)): Derivation = new Derivation(
    spark,
    store,
    TableName.read(table),
    date,
    "prepare",
    inputs,
    "recipe" -> fields("name" -> Text(by))
  )

  def publish(derivation: Derivation, table: String, rows: DataFrame): Fields = {
    now = now.plusSeconds(1)
    derivation.publish(new Publisher(store, TableName.read(table), () => catalog, () => now), rows).report
  }

  /** Publishes rows that were made of nothing; the text says by what. */
  def fill(table: String, date: String, rows: DataFrame, by: String = "hand"): Fields =
    publish(derivation(table, date, by), table, rows)

  /** What readers of the catalog find. */
  def shown(table: String, date: String): DataFrame =
    spark.read.parquet(catalog.locations(TableName.read(table))(date).toString)
}
