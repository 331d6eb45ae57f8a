package peleus.contract

import peleus.declared.{Checks, Cursor}
import peleus.delivery.Encodings
import peleus.kernels.MissingTokens
import peleus.{Nearest, Problem}

/** What a contract may say about the files that arrive. */
private[contract] object DeliveryCheck {

  def apply(delivery: Delivery, at: Cursor): Seq[Problem] =
    Attempt(at / "files")(FilePattern.compile(delivery.files)).toSeq ++
      encoding(delivery.encoding, at / "encoding") ++
      dialect(delivery.dialect, at / "dialect") ++
      missing(delivery.missingValues, at / "missing_values")

  /** Words that the kernel cannot tell. */
  def missing(words: Seq[String], at: Cursor): Seq[Problem] =
    words.zipWithIndex.flatMap { case (word, i) => Attempt(at / i)(MissingTokens.compile(Seq(word))) }

  private def encoding(names: Seq[String], at: Cursor): Seq[Problem] =
    Checks.atLeastOne(names, at).toSeq ++ Checks.twice(names, at)(quoted) ++ names.zipWithIndex.collect {
      case (name, i) if !Encodings.all.contains(name) =>
        (at / i).problem(s"there is no encoding '$name'${Nearest(name, Encodings.all)}")
    }

  private def dialect(dialect: Dialect, at: Cursor): Seq[Problem] =
    delimiters(dialect.delimiter, at / "delimiter") ++
      dialect.quoteChar.flatMap(quote(_, dialect.delimiter, at / "quote_char")) ++
      Checks.atLeast(0, dialect.preambleRows, at / "preamble_rows") ++
      Checks.atLeast(1, dialect.maxRecordLines, at / "max_record_lines")

  private def delimiters(marks: Seq[String], at: Cursor): Seq[Problem] =
    Checks.atLeastOne(marks, at).toSeq ++ Checks.twice(marks, at)(quoted) ++ marks.zipWithIndex.collect {
      case (mark, i) if !isMark(mark) || mark == " " => (at / i).problem(s"'${shown(mark)}' is no delimiter: $one")
    }

  private def quote(mark: String, delimiters: Seq[String], at: Cursor): Option[Problem] =
    if (!isMark(mark) || mark == " " || mark == "\t") Some(at.problem(s"'${shown(mark)}' is no quote: $one"))
    else Option.when(delimiters.contains(mark))(at.problem(s"'${shown(mark)}' is a delimiter already"))

  private val one = "one ASCII character is allowed, no space and no end of line"

  private def isMark(text: String): Boolean =
    text.length == 1 && text.head > 0 && text.head < 128 && text != "\r" && text != "\n"

  private def quoted(text: String): String = s"'${shown(text)}'"

  /** Characters that nobody sees, in the way in which YAML writes them. */
  private def shown(text: String): String = text.flatMap {
    case '\t'             => "\\t"
    case '\r'             => "\\r"
    case '\n'             => "\\n"
    case c if c.isControl => f"\\x${c.toInt}%02x"
    case c                => c.toString
  }
}
