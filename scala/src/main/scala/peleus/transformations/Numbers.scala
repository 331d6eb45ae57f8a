package peleus.transformations

import peleus.functions.{CellReader, NumberReader}
import peleus.kernels.NumberParser

/** Which marks a number is written with. */
sealed abstract class NumberFormat(
    private[transformations] val decimalMarks: Seq[String],
    private[transformations] val groupMarks: Seq[String]
) extends Product
    with Serializable

object NumberFormat {
  @doc("1234.56, no groups") case object Plain extends NumberFormat(Seq("."), Nil)
  @doc("1 234,56, groups of any blank") case object Fr extends NumberFormat(Seq(","), Seq("space"))
  @doc("1,234.56") case object En extends NumberFormat(Seq("."), Seq(","))
  @doc("1.234,56") case object De extends NumberFormat(Seq(","), Seq("."))
  @doc("1'234.56") case object Ch extends NumberFormat(Seq("."), Seq("'"))
  @doc("point or comma, told by the shape of each cell; 1,234 is ambiguous")
  case object ByShape extends NumberFormat(Seq(".", ","), Seq("space", "'"))
}

/** What may stand around a number. */
sealed trait Allowance extends Product with Serializable

object Allowance {
  @doc("(12) for -12") case object Parentheses extends Allowance
  @doc("12- for -12") case object TrailingMinus extends Allowance
  @doc("12 % for 0.12, 12 ‰ for 0.012") case object Percent extends Allowance
  @doc("1.2e3 for 1200") case object Exponent extends Allowance
  @doc("one symbol or code of a currency, before or after") case object Currency extends Allowance
  @doc("12 k, 12 M, 12 Md for thousands, millions, thousand millions") case object Multiples extends Allowance
  @doc("groups of two digits above the thousands: 12,34,567") case object Indian extends Allowance
}

@doc("Reads text as a number, by the marks that are declared; rounds half up to the type's scale.")
@since("0.1")
final case class ParseNumber(
    @doc("column to read") column: In,
    @doc("how numbers are written") format: NumberFormat = NumberFormat.Plain,
    @doc("decimal marks instead of the format's: . or , or both") decimalChar: Seq[String] = Nil,
    @doc("group marks instead of the format's: space . , '") groupChar: Seq[String] = Nil,
    @doc("what else may be written") allow: Seq[Allowance] = Nil,
    @doc("currency codes that may be written; default: EUR USD GBP CHF JPY CAD") currencies: Seq[String] = Nil,
    @doc("type of the new column: decimal(p,s) up to 18 digits, double, int, long")
    `type`: NumberType = "decimal(18,2)",
    @doc("new column; default: in place") output: Option[Out] = None,
    @doc("what an unreadable cell becomes") onInvalid: OnInvalid = OnInvalid.SetNull
) extends ParsingTransformation {
  private val parser = NumberParser.compile(
    decimalMarks = if (decimalChar.isEmpty) format.decimalMarks else decimalChar,
    groupMarks = if (decimalChar.isEmpty && groupChar.isEmpty) format.groupMarks else groupChar,
    allow = allow.map(Names.snakeOf).toSet,
    currencies = currencies,
    precision = `type`.precision,
    scale = `type`.scale
  )

  override def reader: CellReader = NumberReader(parser, `type`.dataType)
}

final class Numbers
    extends Family(
      declare(ParseNumber("amount", NumberFormat.Fr, allow = Seq(Allowance.Currency), `type` = "decimal(12,2)"))
    )
