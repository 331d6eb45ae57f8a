package peleus.publishing

import org.apache.spark.sql.types.{ArrayType, BinaryType, MapType, StructField, StructType}

import peleus.document.Node
import peleus.document.Node.{Number, Text, fields, orNull}
import peleus.storage.{FooterValue, Footers}
import peleus.thetis.Masked

/** What the columns of written rows hold, by what the footers of their files say. No row is read for it. */
private[peleus] object ColumnProfile {

  /** By column: `type`, `nulls`, `minimum` and `maximum`. Null is what the files do not say, and a value that is
    * masked. Columns that tell where a row came from, and lists, are left out.
    */
  def apply(columns: StructType, written: Footers): Node = {
    val shown = columns.filterNot(column => column.name.startsWith("_") || isNested(column))
    fields(shown.map(column => column.name -> profile(column, written)): _*)
  }

  private def profile(column: StructField, written: Footers): Node = {
    val hidden = Masked(column) || column.dataType == BinaryType
    val extremes = if (hidden) None else written.extremes(column.name)
    def text(value: Any) = Text(FooterValue.text(value, column.dataType))
    fields(
      "type" -> Text(column.dataType.simpleString),
      "nulls" -> orNull(written.nulls(column.name).map(Number(_))),
      "minimum" -> orNull(extremes.map { case (lowest, _) => text(lowest) }),
      "maximum" -> orNull(extremes.map { case (_, highest) => text(highest) })
    )
  }

  private def isNested(column: StructField): Boolean = column.dataType match {
    case _: ArrayType | _: MapType | _: StructType => true
    case _                                         => false
  }
}
