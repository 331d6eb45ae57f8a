package peleus.delivery

/** The grammar of records once more, as plain as can be: one character after the other, over the whole text. */
object RecordOracle {

  /** A record, a broken first line, or a blank line: characters from `from` to `to`. */
  final case class Piece(from: Int, to: Int, lines: Int, blank: Boolean)

  /** Cuts a text from a place on, where a line starts. A character of it may be a byte or not. */
  def cut(text: String, from: Int, layout: Layout, delimiter: Char): Seq[Piece] =
    Iterator
      .unfold(from)(at => Option.when(at < text.length)(piece(text, at, layout, delimiter)).map(p => (p, p.to)))
      .toVector

  private def piece(text: String, from: Int, layout: Layout, delimiter: Char): Piece = {
    var at = from
    var lines = 0
    var state = "start" // of a cell, or plain, quoted, closed
    var over = false
    while (!over && at < text.length) {
      val char = text(at)
      if (state == "quoted") {
        if (layout.quote.contains(char)) {
          if (at + 1 < text.length && text(at + 1) == char) at += 1
          else state = "closed"
        } else if (char == '\n') {
          lines += 1
          over = lines == layout.maxRecordLines
        }
      } else if (char == '\n') {
        lines += 1
        over = true
      } else if (char == delimiter) state = "start"
      else if (state == "start" && layout.quote.contains(char)) state = "quoted"
      else if (state == "start") state = "plain"
      at += 1
    }
    if (state == "quoted") Piece(from, endOfLine(text, from), 1, blank = false)
    else {
      if (text(at - 1) != '\n' || !over) lines += 1
      Piece(from, at, lines, blank = lines == 1 && isBlank(text.substring(from, at), delimiter))
    }
  }

  private def endOfLine(text: String, from: Int): Int = {
    val feed = text.indexOf('\n', from)
    if (feed < 0) text.length else feed + 1
  }

  private def isBlank(line: String, delimiter: Char): Boolean =
    line.stripSuffix("\n").stripSuffix("\r").forall(char => char == ' ' || (char == '\t' && delimiter != '\t'))

  /** Runs of pieces, each up to the first end at or after `chunkBytes`. */
  def chunks(pieces: Seq[Piece], chunkBytes: Long): Seq[Seq[Piece]] =
    if (pieces.isEmpty) Nil
    else {
      val more = pieces.takeWhile(_.to - pieces.head.from < chunkBytes).size
      val (chunk, rest) = pieces.splitAt(more + 1)
      chunk +: chunks(rest, chunkBytes)
    }
}
