package peleus.transformations

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.col

@doc("Gives columns new names, all at once; the others stay, and so does the order.")
@since("0.1")
final case class RenameColumns(@doc("old name: new name") names: Map[String, Out]) extends Transformation {
  Input.wantsOnce("names", names.keys.toSeq)

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val renamed = names.map { case (old, out) => input.field(old, "names").name -> out.name }
    val after = df.columns.toSeq.map(name => renamed.getOrElse(name, name))
    Input.twice(after).foreach { name =>
      val sources = df.columns.toSeq.zip(after).collect { case (old, now) if now.equalsIgnoreCase(name) => old }
      input.refuse("names", s"${sources.mkString(" and ")} would both be called '$name'")
    }
    df.select(df.columns.toSeq.zip(after).map { case (old, now) => col(Quoted(old)).as(now) }: _*)
  }
}

/** What is done with the columns that are named. */
sealed trait Selection
object Selection {
  @doc("these columns, in this order") case object Keep extends Selection
  @doc("all columns but these, in the table's order") case object Drop extends Selection
}

@doc("Keeps the columns that are named, in that order, or drops them.")
@since("0.1")
final case class SelectColumns(
    @doc("columns to keep or to drop, each once") columns: Seq[In],
    @doc("what is done with them") mode: Selection = Selection.Keep
) extends Transformation {
  Input.wantsOnce("columns", columns.map(_.name))

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val found = columns.map(input.field(_, "columns").name)
    val kept = if (mode == Selection.Keep) found else df.columns.toSeq.diff(found)
    if (kept.isEmpty) input.refuse("columns", s"nothing would be left of ${df.columns.mkString(", ")}")
    df.select(kept.map(name => col(Quoted(name))): _*)
  }
}

final class Columns
    extends Family(
      declare(RenameColumns(Map("nm" -> "name", "dob" -> "birth"))),
      declare(SelectColumns(Seq("id", "name", "birth")))
    )
