package peleus.publishing

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.StructType

/** Where readers look up tables: the one thing that is switched when rows are published. */
private[peleus] trait Catalog {

  /** Makes the table where there is none, and adds the columns that it lacks.
    *
    * @param folder
    *   of the table, for those who ask; rows are where partitions say
    * @throws peleus.Refused
    *   when it has a column with another type, or is somebody else's
    */
  def ensure(table: TableName, columns: StructType, folder: Path): Unit

  /** Makes the view over what was changed in rows of a table that has such a column. */
  def ensureChanges(table: TableName, columns: StructType): Unit

  /** Folders of the table's partitions, by date. */
  def locations(table: TableName): Map[String, Path]

  /** Lets readers of a date read a folder from now on, in one step. */
  def point(table: TableName, date: String, folder: Path): Unit
}
