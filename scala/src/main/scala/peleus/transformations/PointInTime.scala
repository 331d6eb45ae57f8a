package peleus.transformations

import org.apache.spark.sql.functions.col
import org.apache.spark.sql.peleusbridge.Lineage
import org.apache.spark.sql.types.{Metadata, MetadataBuilder}
import org.apache.spark.sql.{Column, DataFrame}

/** A transformation that sees each row from a moment. Its new columns carry the moment as a mark. */
trait PointInTime extends Transformation {

  /** The moment; nothing at or after it counts. */
  def asOf: AsOf

  /** A new column, with its mark.
    *
    * @param df
    *   the frame that it is computed from
    */
  final protected def seen(value: Column, name: String, df: DataFrame): Column = {
    val moment = asOf match {
      case AsOf.Day(date)      => date.toString
      case AsOf.Column(column) => Input(this, df).field(column, "as_of").name
    }
    value.as(name, PointInTime.marked(Metadata.empty, Set(moment)))
  }

  /** A column that decides where rows are computed, and no value. What is computed with it gets no mark from it. */
  final protected def unseen(value: Column, name: String): Column =
    value.as(name, PointInTime.marked(Metadata.empty, Set.empty))
}

/** The moments from which columns were computed.
  *
  * A mark is the name of the column that held the moment when the step ran, or a day such as 2024-12-31. It stands in
  * the metadata of the column that the step made. Spark keeps metadata when a column is selected, renamed, joined,
  * written to Parquet and read again, and drops it when something is computed from the column; a frame's plan knows it
  * then, and [[stamped]] writes down what the plan knows.
  */
object PointInTime {
  private val Key = "peleus.as_of"

  /** The marks of each column that has any: of everything that it derives from, in alphabetical order. Reads no data.
    */
  def marks(df: DataFrame): Map[String, Seq[String]] =
    df.columns.toSeq.zip(new Lineage(df, Key).marks).groupMapReduce(_._1)(_._2)(_ ++ _).collect {
      case (name, marks) if marks.nonEmpty => name -> marks.toSeq.sorted
    }

  /** The same columns, the metadata of each telling all its marks, so that they survive where the plan ends: in a file.
    */
  def stamped(df: DataFrame): DataFrame = {
    val found = new Lineage(df, Key).marks
    val columns = df.schema.zip(found).map { case (field, marks) =>
      val column = col(Quoted(field.name))
      if (marks.isEmpty) column else column.as(field.name, marked(field.metadata, marks))
    }
    if (found.forall(_.isEmpty)) df else df.select(columns: _*)
  }

  private def marked(metadata: Metadata, marks: Set[String]): Metadata =
    new MetadataBuilder().withMetadata(metadata).putStringArray(Key, marks.toArray.sorted).build()
}
