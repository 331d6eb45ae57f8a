package peleus.thetis.run

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.peleusbridge.RoutedParquet
import org.apache.spark.sql.types.{StructField, StructType}

import peleus.contract.Contract
import peleus.document.Node.{Fields, Text, texts}
import peleus.document.{Json, Node}
import peleus.thetis.{CheckedRow, Plan}

/** The one write: each checked row to the folder of its route, with the columns that the route has. */
private[peleus] object RoutedWrite {

  /** Columns without nulls in all routes but the metrics: Parquet need not keep where values are missing. */
  private val AlwaysPresent = Seq(
    CheckedRow.File,
    CheckedRow.Line,
    CheckedRow.Lines,
    CheckedRow.Offset,
    CheckedRow.Length,
    CheckedRow.Delivery,
    CheckedRow.Run
  )

  /** Long texts of which nobody wants to know the lowest and the highest: to find these costs as much as to write. */
  private val Unsearched = Seq(CheckedRow.Delivery, CheckedRow.Record)

  private def cleanColumns(contract: Contract, there: Seq[String]): Seq[String] =
    contract.fields.keys.toSeq ++
      Seq(CheckedRow.Flags, CheckedRow.Changes).filter(there.contains(_)) ++
      Seq(CheckedRow.File, CheckedRow.Line) ++ stamps(there)

  /** Writes the rows into `folder`, which must not exist, as zstd. */
  def write(rows: DataFrame, contract: Contract, folder: String): Unit = {
    val bits = if (rows.columns.contains(RowRules.Failed)) Map("bits" -> RowRules.Failed) else Map.empty[String, String]
    rows.write
      .format(classOf[RoutedParquet].getName)
      .option("compression", "zstd")
      .option("route", CheckedRow.Route)
      .option("routes", Json.write(columns(contract, rows)))
      .option("tally", CheckedRow.MetricsRoute)
      .option("present", Json.write(texts(AlwaysPresent)))
      .option("unsearched", Json.write(texts(Unsearched)))
      .options(bits)
      .save(folder)
  }

  /** The columns that each route of published rows has, with what the contract says of its fields. */
  def published(contract: Contract): Map[String, StructType] = {
    val all = Plan(contract, stamped = true).schema
    val columns = all.map(column => column.name -> described(contract, column)).toMap
    byRoute(contract, all.map(_.name)).map { case (route, names) => route -> StructType(names.map(columns)) }.toMap
  }

  private def described(contract: Contract, column: StructField): StructField =
    contract.fields.get(column.name).flatMap(_.description).fold(column)(column.withComment)

  private def columns(contract: Contract, rows: DataFrame): Node =
    Fields(byRoute(contract, rows.columns.toSeq).map { case (route, names) => Text(route) -> texts(names) })

  private def byRoute(contract: Contract, there: Seq[String]): Seq[(String, Seq[String])] = {
    val rejects = CheckedRow.OfRejects ++ stamps(there)
    Seq(
      CheckedRow.Clean -> cleanColumns(contract, there),
      CheckedRow.Rejects -> rejects,
      CheckedRow.Dropped -> rejects,
      CheckedRow.MetricsRoute -> Seq(CheckedRow.Metrics)
    )
  }

  private def stamps(there: Seq[String]): Seq[String] =
    Seq(CheckedRow.Delivery, CheckedRow.Run).filter(there.contains(_))
}
