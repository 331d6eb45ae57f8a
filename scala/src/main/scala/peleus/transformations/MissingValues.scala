package peleus.transformations

import scala.collection.immutable.VectorMap

import org.apache.spark.sql.functions._
import org.apache.spark.sql.peleusbridge.Instants
import org.apache.spark.sql.types._
import org.apache.spark.sql.{Column, DataFrame}

import peleus.Refused
import peleus.document.Node

/** Where the value of a missing cell comes from. */
sealed trait FillStrategy extends Product with Serializable
object FillStrategy {
  @doc("`value`, the same for every column; nothing is learned") case object Constant extends FillStrategy
  @doc("the arithmetic mean; of numbers only") case object Mean extends FillStrategy
  @doc("the value in the middle, of two the mean; of numbers only") case object Median extends FillStrategy
  @doc("the most frequent value, of several the smallest") case object MostFrequent extends FillStrategy
}

/** Only null is missing: neither a blank text nor NaN is.
  *
  * A column keeps its type. Whole numbers get a mean or median rounded to a whole number, decimals one rounded to their
  * scale, halves away from zero. Spark's median goes through DOUBLE, which holds 15 digits. A column without any value
  * learns null and stays as it is.
  */
@doc("Fills cells that are null, with a constant or with what each column's other cells have taught.")
@since("0.1")
final case class FillMissing(
    @doc("columns to fill, each once") columns: Seq[In],
    @doc("where the value comes from") strategy: FillStrategy = FillStrategy.Median,
    @doc("the constant, as text; read as each column's type") value: Option[String] = None,
    @doc("whether boolean columns `<column>_was_missing` are added") flag: Boolean = false
) extends Learned {
  Input.wantsOnce("columns", columns.map(_.name))
  require(needsFit || value.isDefined, "the strategy constant needs a value")
  require(!needsFit || value.isEmpty, s"the strategy ${Names.snakeOf(strategy)} takes no value")

  override def needsFit: Boolean = strategy != FillStrategy.Constant

  def fit(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val learned = columns.map(column => readable(learn(column.column, typeOf(input, column)), typeOf(input, column)))
    val named = learned.zip(columns).map { case (constant, column) => constant.as(column.name) }
    df.agg(named.head, named.tail: _*)
  }

  def apply(df: DataFrame, fitted: Node): DataFrame = {
    val input = Input(this, df)
    val filled = for {
      column <- columns
      constant <- if (needsFit) learnedConstant(input, column, fitted) else Some(declared(input, column))
    } yield column.name -> coalesce(column.column, constant)
    val flags =
      if (flag) columns.map(column => s"${column.name}_was_missing" -> column.column.isNull) else Nil
    input.wantsNew(flags.map(_._1), "flag")
    df.withColumns(VectorMap.from(filled ++ flags))
  }

  private def typeOf(input: Input, column: In): DataType = {
    val field = input.field(column, "columns")
    val ofNumbers = strategy == FillStrategy.Mean || strategy == FillStrategy.Median
    if (ofNumbers && !field.dataType.isInstanceOf[NumericType])
      input.mistyped("columns", field, s"numbers for the strategy ${Names.snakeOf(strategy)}")
    if (!Literals.canRead(field.dataType))
      input.mistyped("columns", field, "numbers, text, booleans, dates or timestamps")
    field.dataType
  }

  private def learn(cell: Column, of: DataType): Column = (strategy, of) match {
    case (FillStrategy.MostFrequent, _)              => mode(cell, deterministic = true)
    case (FillStrategy.Mean, _) if Input.isWhole(of) => round(avg(cell.cast(DecimalType(20, 0)))).cast(of)
    case (FillStrategy.Mean, _)                      => avg(cell).cast(of)
    case _ if Input.isWhole(of)                      => round(median(cell)).cast(of)
    case _                                           => median(cell).cast(of)
  }

  /** In a form that loses nothing in JSON, where Spark would cut timestamps to milliseconds. */
  private def readable(constant: Column, of: DataType): Column = of match {
    case TimestampType    => concat(Instants.utc(constant).cast(StringType), lit("Z"))
    case TimestampNTZType => constant.cast(StringType)
    case _                => constant
  }

  private def declared(input: Input, column: In): Column = {
    val (of, text) = (typeOf(input, column), value.get)
    Literals.read(text, of).getOrElse {
      val hint = if (of == TimestampType) " with its offset, such as 2024-12-31T12:00:00Z" else ""
      input.refuse("value", s"'$text' is not exactly a ${of.sql}$hint, the type of column '${column.name}'")
    }
  }

  private def learnedConstant(input: Input, column: In, fitted: Node): Option[Column] = {
    val of = typeOf(input, column)
    val found = fitted match {
      case fields: Node.Fields => fields.get(column.name).filter(_ != Node.Null())
      case other               =>
        throw Refused.because(s"wants a mapping of constants, got ${Node.show(other)}", "fill_missing.fitted")
    }
    found.map { constant =>
      text(constant).flatMap(Literals.read(_, of)).getOrElse {
        input.refuse(
          "fitted",
          s"${Node.show(constant)} is not exactly a ${of.sql}, the type of column '${column.name}'"
        )
      }
    }
  }

  private def text(constant: Node): Option[String] = constant match {
    case Node.Text(text)  => Some(text)
    case Node.Number(n)   => Some(n.toString)
    case Node.Bool(truth) => Some(truth.toString)
    case _                => None
  }
}

final class MissingValues extends Family(declare(FillMissing(Seq("age", "income"), flag = true)))
