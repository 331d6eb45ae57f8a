package peleus.transformations.sample

import java.time.LocalDate

import org.apache.spark.sql.functions.{avg, coalesce, col, lit, median, round}
import org.apache.spark.sql.{Column, DataFrame}

import peleus.document.Node
import peleus.functions.CellReader
import peleus.transformations._

/** Declarations that use every type of field, for the suites. Registered nowhere. */
final class SampleFamily
    extends Family(
      declare(ReadDay("birth", formats = Seq("dd/MM/yyyy", "yyyy-MM-dd"), output = "born")),
      declare(RoundAmount("amount", step = BigDecimal("0.05"))),
      declare(RenameFields(Map("nm" -> "name"))),
      declare(AddLookup("planes.checked", key = "tailnum", columns = Map("year" -> "plane_year"))),
      declare(FillGaps(Seq("age", "income"))),
      declare(KeepRows("age > 0 AND name <> \"x\"", note = "adults")),
      declare(KeepFirst())
    )

sealed trait Tongue
object Tongue {
  @doc("French") case object Fr extends Tongue
  @doc("English") case object En extends Tongue
}

@doc("Reads text as a day; the whole cell must match one format.") @since("0.1")
final case class ReadDay(
    @doc("column to read") column: In,
    @doc("layouts, tried in order") formats: Seq[DatePattern],
    @doc("month names understood") languages: Seq[Tongue] = Seq(Tongue.Fr, Tongue.En),
    @doc("earliest day that is allowed") notBefore: Option[LocalDate] = None,
    @doc("new column; default: in place") output: Option[Out] = None,
    @doc("what an unreadable cell becomes") onInvalid: OnInvalid = OnInvalid.SetNull
) extends ParsingTransformation {
  require(formats.nonEmpty, "formats must not be empty")

  override def reader: CellReader = throw new UnsupportedOperationException("the suites read no cell")
}

@doc("Rounds to two digits.") @since("0.2")
final case class RoundAmount(
    @doc("column to round") column: In,
    @doc("smallest coin") step: BigDecimal = BigDecimal("0.01"),
    @doc("new column; default: in place") output: Option[Out] = None
) extends ColumnTransformation {
  override protected def compute(value: Column): Column = round(value, step.scale)
}

@doc("Gives columns new names.") @since("0.1")
final case class RenameFields(@doc("old name: new name") names: Map[String, Out]) extends Transformation {
  def apply(df: DataFrame): DataFrame = df.withColumnsRenamed(names.map { case (from, to) => from -> to.name })
}

@doc("How the lookup is read.")
final case class Lookup(
    @doc("condition on its rows") where: Option[Expr] = None,
    @doc("whether it fits in memory") small: Boolean = true
)

@doc("Adds columns of another table, by key.") @since("0.1")
final case class AddLookup(
    @doc("the lookup; its key must be unique") table: Table,
    @doc("key, of the same name on both sides") key: In,
    @doc("column of the lookup: new name") columns: Map[String, Out],
    @doc("how the lookup is read") lookup: Lookup = Lookup()
) extends Transformation {
  def apply(df: DataFrame): DataFrame = {
    val all = table.open(df.sparkSession)
    val rows = lookup.where.fold(all)(where => all.where(where.sql))
    val added = columns.toSeq.map { case (from, to) => col(s"`$from`").as(to.name) }
    df.join(rows.select(key.column +: added: _*), Seq(key.name), "left")
  }
}

sealed trait Middle
object Middle {
  @doc("arithmetic mean") case object Mean extends Middle
  @doc("value in the middle") case object Median extends Middle
}

@doc("Fills missing cells with one value per column.") @since("0.1")
final case class FillGaps(
    @doc("columns to fill") columns: Seq[In],
    @doc("where the value comes from") strategy: Middle = Middle.Median
) extends Learned {
  def fit(df: DataFrame): DataFrame = {
    def learn(c: Column) = if (strategy == Middle.Mean) avg(c) else median(c)
    df.agg(lit(1).as("one"), columns.map(c => learn(c.column).as(c.name)): _*).drop("one")
  }

  def apply(df: DataFrame, fitted: Node): DataFrame = {
    def constant(name: String) = fitted match {
      case fields: Node.Fields => fields.get(name).collect { case Node.Number(n) => lit(n.bigDecimal) }
      case _                   => None
    }
    df.withColumns(columns.map { c =>
      c.name -> coalesce(c.column, constant(c.name).getOrElse(lit(null)).cast(df.schema(c.name).dataType))
    }.toMap)
  }
}

@doc("Keeps the rows that meet a condition.") @since("0.1")
final case class KeepRows(
    @doc("the condition") where: Expr,
    @doc("why") note: String = "",
    @doc("fewest rows") atLeast: Long = 0L,
    @doc("most partitions") parts: Int = 1,
    @doc("share to keep") share: Double = 0.5,
    @doc("days that are kept, by label") days: Map[String, Seq[LocalDate]] = Map(
      "eve" -> Seq(LocalDate.of(2000, 12, 31))
    ),
    @doc("whether null counts") strict: Boolean = false
) extends Transformation {
  def apply(df: DataFrame): DataFrame = df.where(where.sql)
}

@doc("Keeps the first of equal rows.") @since("0.1")
final case class KeepFirst(@doc("columns compared; default: all") columns: Seq[In] = Nil) extends Transformation {
  def apply(df: DataFrame): DataFrame =
    if (columns.isEmpty) df.dropDuplicates() else df.dropDuplicates(columns.map(_.name))
}
