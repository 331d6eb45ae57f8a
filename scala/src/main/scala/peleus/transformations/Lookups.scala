package peleus.transformations

import org.apache.spark.sql.functions._
import org.apache.spark.sql.{Column, DataFrame}

import peleus.Nearest

/** Whether the lookup's key is unique is found out when the job runs, with the rows: a key that stands twice stops it,
  * whether a row asks for it or not.
  */
@doc("Adds columns of another table by a key, which is unique there; without a match they are null.")
@since("0.1")
final case class JoinLookup(
    @doc("the other table") table: Table,
    @doc("column with the key; null matches nothing") key: In,
    @doc("column of the other table: name it gets, added in this order") columns: Map[String, Out],
    @doc("name of the key in the other table; default: the same") tableKey: Option[String] = None,
    @doc(
      "whether the other table is sent to every task; else both are shuffled, unless Spark finds it small"
    ) broadcast: Boolean = true
) extends Transformation {
  Input.wantsOnce("columns", columns.keys.toSeq)
  Input.wantsOnce("columns", columns.values.map(_.name).toSeq)

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val other = table.open(df.sparkSession)
    check(input, df, other)
    val (keyName, foundName) = (Input.unused(df, "key"), Input.unused(df, "found"))
    val lookup = unique(other).toDF(keyName, foundName)
    val right = if (broadcast) org.apache.spark.sql.functions.broadcast(lookup) else lookup
    val kept = df.columns.toSeq.map(name => col(Quoted(name)))
    val added = columns.values.zipWithIndex.map { case (out, i) => col(foundName).getField(s"c$i").as(out.name) }
    df.join(right, key.column === col(keyName), "left").select(kept ++ added: _*)
  }

  private def check(input: Input, df: DataFrame, other: DataFrame): Unit = {
    val left = input.field(key, "key")
    val right = find(input, other, "table_key", keyInTable)
    columns.keys.foreach(find(input, other, "columns", _))
    input.wantsNew(columns.values.map(_.name).toSeq, "columns")
    if (!Input.isPlain(left.dataType)) input.mistyped("key", left, "a column of single values")
    if (left.dataType != right.dataType)
      input.mistyped("key", left, s"a ${right.dataType.sql}, the type of '${right.name}' in the other table")
  }

  private def keyInTable: String = tableKey.getOrElse(key.name)

  private def find(input: Input, other: DataFrame, param: String, name: String) =
    other.schema.find(_.name.equalsIgnoreCase(name)).getOrElse {
      input.refuse(param, s"there is no column '$name' in the other table${Nearest(name, other.columns.toSeq)}")
    }

  /** One row a key: the key, and the wanted columns as a record `c0, c1, …`. */
  private def unique(other: DataFrame): DataFrame = {
    val keyed = col(Quoted(keyInTable))
    val wanted = columns.keys.toSeq.zipWithIndex.map { case (name, i) => col(Quoted(name)).as(s"c$i") }
    other
      .select(keyed.as("key"), struct(wanted: _*).as("found"))
      .where(col("key").isNotNull)
      .groupBy("key")
      .agg(first("found").as("found"), count(lit(1)).as("times"))
      .select(col("key"), when(col("times") > 1, raise_error(failure)).otherwise(col("found")))
  }

  private def failure: Column = concat(
    lit(s"${Names.snakeOf(this)}: the key '$keyInTable' of $described is not unique: '"),
    col("key").cast("string"),
    lit("' stands there "),
    col("times").cast("string"),
    lit(" times")
  )

  private def described: String = table match {
    case Table.Named(name) => s"the table $name"
    case Table.Given(_)    => "the other table"
  }
}

final class Lookups
    extends Family(
      declare(
        JoinLookup("planes", key = "tailnum", columns = Map("year" -> "plane_year"), tableKey = Some("tail_number"))
      )
    )
