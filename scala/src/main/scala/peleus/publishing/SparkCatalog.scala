package peleus.publishing

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.peleusbridge.Metastore
import org.apache.spark.sql.types.{StructField, StructType}

import peleus.Refused
import peleus.thetis.CheckedRow
import peleus.transformations.Quoted

/** The catalog of a session: a metastore's tables of Parquet files, with a partition for each date.
  *
  * Tables are external, so that none of their files is ever removed by it. Nothing is written through a table: an
  * `INSERT OVERWRITE` would overwrite what is published in place.
  */
private[peleus] final class SparkCatalog(spark: SparkSession) extends Catalog {
  import SparkCatalog._

  override def ensure(table: TableName, columns: StructType, folder: Path): Unit = find(table) match {
    case None        => create(table, columns, folder)
    case Some(there) =>
      requireOwn(table, there, folder)
      requireTypes(table, there.columns, columns)
      val added = columns.filter(same(there.columns, _).isEmpty)
      if (added.nonEmpty) run(s"ALTER TABLE ${sql(table)} ADD COLUMNS (${ddl(added)})")
  }

  /** A table of the same name that somebody else fills is not ours to switch. */
  private def requireOwn(table: TableName, there: Metastore.Found, folder: Path): Unit = {
    val is = (there.format, there.partitionedBy, there.location)
    if (is != (("parquet", Seq(Date), Some(folder)))) {
      val what = s"$table is a table of ${there.format} in ${there.location.fold("no place")(_.toString)}"
      val by = if (there.partitionedBy.isEmpty) "" else s", partitioned by ${there.partitionedBy.mkString(", ")}"
      throw Refused.because(s"$what$by, and not this store's, which would be in $folder; give another name", "into")
    }
  }

  private def requireTypes(table: TableName, there: StructType, columns: StructType): Unit = for {
    column <- columns
    known <- same(there, column) if known.dataType.sql != column.dataType.sql
  } {
    val what = s"the column ${column.name} of $table is ${known.dataType.sql}, the rows have ${column.dataType.sql}"
    throw Refused.because(s"$what; give the field another name, or the rows another table", "into")
  }

  private def same(there: StructType, column: StructField): Option[StructField] =
    there.find(_.name.equalsIgnoreCase(column.name))

  private def create(table: TableName, columns: StructType, folder: Path): Unit = {
    folder.getFileSystem(spark.sparkContext.hadoopConfiguration).mkdirs(folder): Unit
    run(s"CREATE DATABASE IF NOT EXISTS $Session.${Quoted(table.database)} LOCATION ${text(folder.getParent)}")
    run(
      s"CREATE TABLE IF NOT EXISTS ${sql(table)} (${ddl(columns)}, ${Quoted(Date)} STRING) USING PARQUET " +
        s"PARTITIONED BY (${Quoted(Date)}) LOCATION ${text(folder)}"
    )
  }

  override def ensureChanges(table: TableName, columns: StructType): Unit = {
    val view = table.beside(TableName.Changes)
    if (columns.fieldNames.contains(CheckedRow.Changes) && find(view).isEmpty) {
      val place = Seq(Date, CheckedRow.Delivery, CheckedRow.Run, CheckedRow.File, CheckedRow.Line).map(Quoted(_))
      val shown = place.mkString(", ")
      // first only our columns: a field may have any name that does not begin with _
      run(
        s"CREATE VIEW IF NOT EXISTS ${sql(view)} AS SELECT $shown, _change.* FROM " +
          s"(SELECT $shown, explode(${Quoted(CheckedRow.Changes)}) AS _change FROM ${sql(table)})"
      )
    }
  }

  override def locations(table: TableName): Map[String, Path] =
    find(table).fold(Map.empty[String, Path])(_ => Metastore.locations(spark, table.database, table.table, Date))

  override def point(table: TableName, date: String, folder: Path): Unit = {
    val partition = s"PARTITION (${Quoted(Date)} = ${text(date)})"
    val change = Metastore.location(spark, table.database, table.table, Date, date) match {
      case None        => Some(s"ADD IF NOT EXISTS $partition LOCATION ${text(folder)}")
      case Some(other) => Option.when(other != folder)(s"$partition SET LOCATION ${text(folder)}")
    }
    change.foreach(what => run(s"ALTER TABLE ${sql(table)} $what"))
  }

  private def find(table: TableName): Option[Metastore.Found] = Metastore.table(spark, table.database, table.table)

  private def run(statement: String): Unit = spark.sql(statement): Unit
}

private[peleus] object SparkCatalog {

  /** The column that tables are partitioned by. */
  val Date = "_date"

  /** The session's own catalog, whichever the session uses by default. */
  private val Session = "spark_catalog"

  private def sql(table: TableName): String = s"$Session.${table.sql}"

  /** Not Spark's own `toDDL`, which before 4.3 loses backslashes of comments. And Spark puts the environment in the
    * place of `${env:…}`, wherever that stands.
    */
  private def ddl(columns: Seq[StructField]): String = columns
    .map { column =>
      val comment = column.getComment().fold("")(words => s" COMMENT ${text(words.replace("${", "$ {"))}")
      s"${Quoted(column.name)} ${column.dataType.sql}$comment"
    }
    .mkString(", ")

  private def text(of: Any): String = "'" + of.toString.replace("\\", "\\\\").replace("'", "\\'") + "'"
}
