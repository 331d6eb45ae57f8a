package peleus.transformations

import peleus.functions.{CellReader, TokenReader}
import peleus.kernels.BooleanParser

/** Languages whose words for true and false are understood. */
sealed trait BooleanLanguage extends Product with Serializable

object BooleanLanguage {
  @doc("French: vrai, oui, o, actif and their opposites") case object Fr extends BooleanLanguage
  @doc("English: true, yes, y, t, 1 and their opposites") case object En extends BooleanLanguage
  @doc("German: wahr, ja, j and their opposites") case object De extends BooleanLanguage
  @doc("Spanish") case object Es extends BooleanLanguage
  @doc("Italian") case object It extends BooleanLanguage
  @doc("Portuguese") case object Pt extends BooleanLanguage
}

@doc("Reads text as true or false, by words; case and accents do not count.")
@since("0.1")
final case class ParseBoolean(
    @doc("column to read") column: In,
    @doc("whose words are understood") languages: Seq[BooleanLanguage] = Seq(BooleanLanguage.Fr, BooleanLanguage.En),
    @doc("further words for true") trueTokens: Seq[String] = Nil,
    @doc("further words for false; none may be a word for true") falseTokens: Seq[String] = Nil,
    @doc("new column; default: in place") output: Option[Out] = None,
    @doc("what an unreadable cell becomes") onInvalid: OnInvalid = OnInvalid.SetNull
) extends ParsingTransformation {
  private val parser = {
    val words = languages.map(language => BooleanParser.tokens(Names.snakeOf(language)))
    BooleanParser.compile(words.flatMap(_._1) ++ trueTokens, words.flatMap(_._2) ++ falseTokens)
  }

  override def reader: CellReader = new TokenReader(parser)
}

final class Booleans extends Family(declare(ParseBoolean("active", trueTokens = Seq("en cours"), output = "is_active")))
