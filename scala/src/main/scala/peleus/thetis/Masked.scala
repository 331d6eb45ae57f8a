package peleus.thetis

import org.apache.spark.sql.types.{MetadataBuilder, StructField}

/** The mark of columns whose values no report may show. It stands in the column's metadata, which Spark keeps when a
  * column is selected, renamed, joined, written to Parquet and read again.
  */
private[peleus] object Masked {
  private val Key = "peleus.masked"

  /** Whether a column has the mark. */
  def apply(column: StructField): Boolean = column.metadata.contains(Key) && column.metadata.getBoolean(Key)

  /** The column with the mark. */
  def mark(column: StructField): StructField =
    column.copy(metadata = new MetadataBuilder().withMetadata(column.metadata).putBoolean(Key, true).build())
}
