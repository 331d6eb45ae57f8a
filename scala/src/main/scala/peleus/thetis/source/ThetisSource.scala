package peleus.thetis.source

import java.util

import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.connector.catalog.{Table, TableProvider}
import org.apache.spark.sql.connector.expressions.Transform
import org.apache.spark.sql.sources.DataSourceRegister
import org.apache.spark.sql.types.StructType
import org.apache.spark.sql.util.CaseInsensitiveStringMap

/** `spark.read.format("thetis").option("contract", "flights.yaml").load("inbox/flights.csv")`, see [[Delivered]]. It
  * runs all that the checker knows; rules about whole rows are left to [[peleus.thetis.run.RowRules]].
  */
final class ThetisSource extends TableProvider with DataSourceRegister {
  override def shortName(): String = ThetisSource.Name

  override def inferSchema(options: CaseInsensitiveStringMap): StructType = table(options).schema()

  override def getTable(
      schema: StructType,
      partitioning: Array[Transform],
      options: util.Map[String, String]
  ): Table = table(new CaseInsensitiveStringMap(options))

  /** Spark asks twice, for the schema and for the table: the contract is read once. */
  private def table(options: CaseInsensitiveStringMap): CheckedTable =
    known.filter(_._1 == options).map(_._2).getOrElse {
      known = Some(options -> opened(options))
      table(options)
    }

  private var known: Option[(CaseInsensitiveStringMap, CheckedTable)] = None

  private def opened(options: CaseInsensitiveStringMap): CheckedTable = {
    val delivered = new Delivered(SparkSession.active, options)
    new CheckedTable(delivered.plan, () => delivered.check())
  }
}

private[source] object ThetisSource {
  val Name = "thetis"
}
