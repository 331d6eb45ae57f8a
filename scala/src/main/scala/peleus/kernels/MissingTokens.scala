package peleus.kernels

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

/** Tells the cells of text that say "no value"; see [[MissingTokens.compile]]. Safe for use by many threads.
  *
  * The whole cell must be one token, as [[WhitespaceCleaner]] leaves it (blanks around it ignored, a run of blanks
  * inside it taken for one space), in any case, with or without the accents of Latin letters.
  *
  * @param beginnings
  *   bit per pair of first bytes below 0x80, two words per first byte: whether a cell that begins so may be missing
  */
final class MissingTokens private (tokens: Option[TokenTable], beginnings: Array[Long]) extends Serializable {
  private val cleaner = WhitespaceCleaner.compile(collapse = true)

  /** Whether the cell is blank or one of the tokens. Never throws. Allocates only where blanks or unseen characters
    * have to be taken out of a cell that begins as a token does.
    *
    * @param s
    *   the cell; never null
    */
  def isMissing(s: UTF8String): Boolean =
    s.numBytes == 0 ||
      (mayBeMissing(s.getBaseObject, s.getBaseOffset, s.numBytes) && isMissingOnceClean(cleaner.clean(s)))

  /** The same for a cell that lies in a larger buffer. A cell that begins as a token does becomes an object.
    *
    * @param base
    *   the object that holds the bytes, with `offset` as Platform takes it
    * @param length
    *   bytes of the cell
    */
  def isMissing(base: AnyRef, offset: Long, length: Int): Boolean =
    length == 0 ||
      (mayBeMissing(base, offset, length) &&
        isMissingOnceClean(cleaner.clean(UTF8String.fromAddress(base, offset, length))))

  /** Most cells are told from all tokens by their first two bytes. Those outside ASCII, and the one that a short cell
    * lacks, count as 0, which leaves the question open.
    */
  private def mayBeMissing(base: AnyRef, offset: Long, length: Int): Boolean = {
    val first = math.max(Platform.getByte(base, offset), 0)
    val second = if (length == 1) 0 else math.max(Platform.getByte(base, offset + 1), 0)
    ((beginnings(first << 1 | second >>> 6) >>> second) & 1) != 0
  }

  private def isMissingOnceClean(s: UTF8String): Boolean =
    s == null || (tokens.isDefined && isToken(tokens.get, s))

  private def isToken(table: TokenTable, s: UTF8String): Boolean =
    table.find(s.getBaseObject, s.getBaseOffset, s.getBaseOffset + s.numBytes, 0) != 0
}

/** Compiles sets of tokens, and holds the usual one. */
object MissingTokens {

  /** The set of these tokens. With none, only blank cells are missing.
    *
    * @throws IllegalArgumentException
    *   when a token is blank or too long
    */
  def compile(tokens: Seq[String]): MissingTokens = {
    val folded = tokens.map(fold)
    val table = if (folded.isEmpty) None else Some(TokenTable(folded.map(_ -> 1).toMap))
    new MissingTokens(table, beginnings(folded))
  }

  /** The usual tokens: what spreadsheets, databases and statistics packages write for no value, and what people type in
    * French and English.
    *
    * None of them is a number, a yes or no, or a mark in a box: "0", "N", "non", "no", "X" and "aucun" are values. A
    * column of codes needs tokens of its own, for there NA may be Namibia and ND North Dakota.
    */
  val default: Seq[String] = Seq(
    Seq("NA", "N/A", "n.a.", "#N/A", "<NA>", "NaN", "nil", "none"),
    Seq("null", "(null)", "[null]", "<null>", "\\N"),
    Seq("-", "--", "---", "\u2013", "\u2014", "?", "??", "???", ".", "..", "...", "\u2026"),
    Seq("#NULL!", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NUL!", "#VALEUR!", "#NOM?", "#NOMBRE!"),
    Seq("missing", "unknown", "not available", "not applicable", "empty", "(empty)", "(blank)"),
    Seq("néant", "vide", "(vide)", "inconnu", "inconnue", "inconnu(e)", "nd", "n.d.", "n/d", "s/o", "sans objet"),
    Seq("non renseigné", "non renseignée", "non renseigné(e)", "non disponible", "non applicable", "non communiqué")
  ).flatten

  private def fold(token: String): Seq[Byte] = {
    val clean = WhitespaceCleaner.compile(collapse = true).clean(UTF8String.fromString(token))
    val bytes = if (clean == null) Nil else TokenTable.fold(clean.toString)
    if (bytes.isEmpty) refuse(s"the token \"$token\" is blank; a blank cell is missing without it")
    if (bytes.length > TokenTable.MaxBytes)
      refuse(s"the token \"$token\" is too long; allowed are ${TokenTable.MaxBytes} letters without their accents")
    bytes
  }

  /** The pairs of bytes that a token begins with, small or capital. A byte outside the printable part of ASCII may be
    * an accented letter, a blank or an unseen character: as the first byte it may begin all, as the second it may
    * follow whatever begins a token.
    */
  private def beginnings(folded: Seq[Seq[Byte]]): Array[Long] = {
    val firsts = folded.map(_.head).toSet
    val pairs = folded.map(_.take(2)).toSet
    def mayBegin(first: Byte, second: Byte): Boolean =
      if (!isPrintable(first)) true
      else if (!isPrintable(second)) firsts(small(first))
      else pairs(Seq(small(first), small(second)))
    Array.tabulate(256) { word =>
      (0 until 64).filter(bit => mayBegin((word >> 1).toByte, ((word & 1) << 6 | bit).toByte)).map(1L << _).sum
    }
  }

  private def isPrintable(byte: Byte): Boolean = byte > ' ' && byte < 0x7f

  private def small(byte: Byte): Byte = Character.toLowerCase(byte.toInt).toByte

  private def refuse(sentence: String): Nothing = throw new IllegalArgumentException(sentence)
}
