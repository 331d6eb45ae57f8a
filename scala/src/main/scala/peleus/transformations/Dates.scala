package peleus.transformations

import java.time.LocalDate

import peleus.functions.{CellReader, DateReader}
import peleus.kernels.DateParser

/** Languages whose names of months and days are understood. */
sealed trait Language extends Product with Serializable
object Language {
  @doc("French") case object Fr extends Language
  @doc("English") case object En extends Language
}

@doc("Reads text as a date; the whole cell must match one of the formats.")
@since("0.1")
final case class ParseDate(
    @doc("column to read") column: In,
    @doc("layouts such as dd/MM/yyyy or d MMMM yyyy, tried in order") formats: Seq[DatePattern],
    @doc("whose names of months and days are understood") languages: Seq[Language] = Seq(Language.Fr, Language.En),
    @doc("first year of the hundred that two-digit years fall in; yy needs it") pivotYear: Option[Int] = None,
    @doc("earliest date that is allowed") notBefore: Option[LocalDate] = None,
    @doc("latest date that is allowed") notAfter: Option[LocalDate] = None,
    @doc("new column; default: in place") output: Option[Out] = None,
    @doc("what an unreadable cell becomes") onInvalid: OnInvalid = OnInvalid.SetNull
) extends ParsingTransformation {
  private val parser =
    DateParser.compile(formats.map(_.pattern), languages.map(Names.snakeOf), pivotYear, notBefore, notAfter)

  override def reader: CellReader = new DateReader(parser)
}

final class Dates
    extends Family(declare(ParseDate("birth", formats = Seq("dd/MM/yyyy", "d MMMM yyyy"), output = "born")))
