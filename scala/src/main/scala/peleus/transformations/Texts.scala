package peleus.transformations

import java.time.LocalDate

import scala.collection.immutable.VectorMap

import org.apache.spark.sql.functions.{lit, when}
import org.apache.spark.sql.peleusbridge.Cells
import org.apache.spark.sql.types._
import org.apache.spark.sql.{Column, DataFrame}

import peleus.functions.{CellReader, MissingReader, WhitespaceReader}
import peleus.kernels.{MissingTokens, WhitespaceCleaner}

@doc("Puts the blanks of a text in order: none outside, one inside, no invisible characters; nothing left is null.")
@since("0.1")
final case class CleanWhitespace(
    @doc("column to clean") column: In,
    @doc("a run of blanks becomes one space; false: each blank becomes a space") collapse: Boolean = true,
    @doc("new column; default: in place") output: Option[Out] = None
) extends CellTransformation {
  override def reader: CellReader = new WhitespaceReader(WhitespaceCleaner.compile(collapse))
}

@doc("Makes null of what means no value: blanks and tokens in text, agreed numbers and dates elsewhere.")
@since("0.1")
final case class StandardizeMissing(
    @doc("columns of text, numbers, dates or timestamps") columns: Seq[In],
    @doc("texts that mean no value in this table; case and accents do not count, blanks always mean none")
    tokens: Seq[String] = Nil,
    @doc("the usual texts too: NA, N/A, null, none, -, ?, #N/A, néant, inconnu, non renseigné and the like")
    usual: Boolean = true,
    @doc("numbers that mean no value, such as 999") numbers: Seq[BigDecimal] = Nil,
    @doc("days that mean no value, such as 1900-01-01") dates: Seq[LocalDate] = Nil
) extends Transformation {
  Input.wantsOnce("columns", columns.map(_.name))
  private val reader = new MissingReader(MissingTokens.compile(if (usual) MissingTokens.default ++ tokens else tokens))

  override def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    df.withColumns(VectorMap.from(columns.map(in => in.name -> standardized(input, in))))
  }

  private def standardized(input: Input, in: In): Column = {
    val field = input.field(in, "columns")
    field.dataType match {
      case _: StringType                                      => Cells.value(in.column, reader, "standardize_missing")
      case _: NumericType                                     => without(in.column, numbers.map(n => lit(n.bigDecimal)))
      case of @ (DateType | TimestampType | TimestampNTZType) => without(in.column, dates.map(lit(_).cast(of)))
      case _ => input.mistyped("columns", field, "text, numbers, dates or timestamps")
    }
  }

  private def without(value: Column, sentinels: Seq[Column]): Column =
    if (sentinels.isEmpty) value else when(sentinels.map(value === _).reduce(_ || _), lit(null)).otherwise(value)
}

final class Texts
    extends Family(
      declare(CleanWhitespace("name")),
      declare(StandardizeMissing(Seq("city", "income"), numbers = Seq(999)))
    )
