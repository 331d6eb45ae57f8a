package peleus.thetis.run

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.peleusbridge.RoutedParquet

import peleus.contract.Contract
import peleus.document.Node.{Fields, Text, texts}
import peleus.document.{Json, Node}
import peleus.thetis.CheckedRow

/** The one write: each checked row to the folder of its route, with the columns that the route has. */
private[peleus] object RoutedWrite {

  /** Columns of the clean rows: the table that is published. */
  def cleanColumns(contract: Contract, rows: DataFrame): Seq[String] =
    contract.fields.keys.toSeq ++
      Seq(CheckedRow.Flags, CheckedRow.Changes).filter(rows.columns.contains(_)) ++
      Seq(CheckedRow.File, CheckedRow.Line)

  /** Writes the rows into `folder`, which must not exist, as zstd. */
  def write(rows: DataFrame, contract: Contract, folder: String): Unit = {
    val bits = if (rows.columns.contains(RowRules.Failed)) Map("bits" -> RowRules.Failed) else Map.empty[String, String]
    rows.write
      .format(classOf[RoutedParquet].getName)
      .option("compression", "zstd")
      .option("route", CheckedRow.Route)
      .option("routes", Json.write(columns(contract, rows)))
      .option("tally", CheckedRow.MetricsRoute)
      .options(bits)
      .save(folder)
  }

  private def columns(contract: Contract, rows: DataFrame): Node = Fields(
    Seq(
      CheckedRow.Clean -> cleanColumns(contract, rows),
      CheckedRow.Rejects -> CheckedRow.OfRejects,
      CheckedRow.Dropped -> CheckedRow.OfRejects,
      CheckedRow.MetricsRoute -> Seq(CheckedRow.Metrics)
    ).map { case (route, names) => Text(route) -> texts(names) }
  )
}
