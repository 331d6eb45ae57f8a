package peleus.kernels

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

/** Reads one cell of text as a boolean, by tokens that are declared; see [[BooleanParser.compile]]. Safe for use by
  * many threads.
  *
  * The whole cell must be one token, in any case, with or without the accents of Latin letters; blanks around it are
  * ignored ([[Blanks]]).
  */
final class BooleanParser private[kernels] (tokens: TokenTable) extends Serializable {

  /** 1 for true, 0 for false, or one of the codes of the companion. Never throws, allocates nothing.
    *
    * @param s
    *   the cell; never null
    */
  def parse(s: UTF8String): Int = parse(s.getBaseObject, s.getBaseOffset, s.numBytes)

  /** The same for a cell that lies in a larger buffer.
    *
    * @param base
    *   the object that holds the bytes, with `start` as Platform takes it
    * @param length
    *   bytes of the cell
    */
  def parse(base: AnyRef, start: Long, length: Int): Int = {
    val end = start + length
    val bare = end > start && Platform.getByte(base, start) > Blanks.Highest &&
      Platform.getByte(base, end - 1) > Blanks.Highest
    if (bare) tokens.find(base, start, end, BooleanParser.NoBoolean) else parseTrimmed(base, start, end)
  }

  private def parseTrimmed(base: AnyRef, start: Long, end: Long): Int = {
    val first = Blanks.skip(base, start, end)
    if (first == end) BooleanParser.Blank
    else tokens.find(base, first, Blanks.skipBack(base, first, end), BooleanParser.NoBoolean)
  }
}

/** Compiles parsers and names their answers. */
object BooleanParser {

  /** The cell is none of the tokens. */
  final val NoBoolean = Int.MinValue

  /** Empty, or blanks only: missing, not invalid. */
  final val Blank = Int.MinValue + 1

  /** Whether a result is 0 or 1 and not one of the codes. */
  def isBoolean(result: Int): Boolean = result >= Int.MinValue + 16

  /** The parser of these tokens. One of the two lists may be empty, where only the other class is written.
    *
    * @throws IllegalArgumentException
    *   when there is no token, when one is blank or too long, or when one would be both true and false
    */
  def compile(trueTokens: Seq[String], falseTokens: Seq[String]): BooleanParser = {
    if (trueTokens.isEmpty && falseTokens.isEmpty)
      refuse("no token for true or false was given; at least one is needed")
    val trues = folded(trueTokens)
    val falses = folded(falseTokens)
    trueTokens.find(token => falses.contains(TokenTable.fold(token))).foreach { token =>
      refuse(s"the token \"$token\" stands for true and for false; each may stand for one only")
    }
    new BooleanParser(TokenTable((trues.map(_ -> 1) ++ falses.map(_ -> 0)).toMap))
  }

  /** The tokens of a language: those for true, then those for false.
    *
    * @throws IllegalArgumentException
    *   when the language is not known
    */
  def tokens(language: String): (Seq[String], Seq[String]) = BooleanTokens.of(language).getOrElse {
    refuse(s"the language \"$language\" is not known; allowed are ${BooleanTokens.Languages.mkString(", ")}")
  }

  private def folded(tokens: Seq[String]): Seq[Seq[Byte]] = tokens.map { token =>
    val bytes = TokenTable.fold(token)
    if (bytes.isEmpty) refuse(s"the token \"$token\" is blank; a blank cell is missing, neither true nor false")
    if (bytes.length > TokenTable.MaxBytes)
      refuse(s"the token \"$token\" is too long; allowed are ${TokenTable.MaxBytes} letters without their accents")
    bytes
  }

  private def refuse(sentence: String): Nothing = throw new IllegalArgumentException(sentence)
}
