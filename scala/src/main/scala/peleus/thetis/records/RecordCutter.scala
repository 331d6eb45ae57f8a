package peleus.thetis.records

/** Cuts one record, whatever it holds, byte by byte: records of several lines, and what is malformed.
  *
  * After [[cut]] its fields tell the record.
  */
private[thetis] final class RecordCutter(grammar: Grammar) {

  /** First byte of each cell, its quote included, and the byte after its last, a CR before the line feed included. */
  var starts = new Array[Int](grammar.width + 1)
  var ends = new Array[Int](grammar.width + 1)

  /** Cells found, of which at most `width` + 1 are kept. */
  var cells = 0

  /** The line feed that ends the record. */
  var end = 0

  /** Physical lines of the record. */
  var lines = 0

  /** [[Fault.UnclosedQuote]], [[Fault.StrayQuote]], [[Fault.Width]] or [[Fault.None]]. */
  var fault: Byte = Fault.None

  private val hasQuote = grammar.quote.isDefined
  private val quote = grammar.quote.getOrElse(0.toByte)

  /** Cuts the record that begins at `from`.
    *
    * @param limit
    *   the end of the bytes; where they are `complete` the last of them is a line feed
    * @param complete
    *   whether no more bytes follow
    * @return
    *   whether there were bytes enough to tell where the record ends
    */
  def cut(bytes: Array[Byte], from: Int, limit: Int, complete: Boolean): Boolean = {
    cells = 0
    lines = 1
    fault = Fault.None
    var at = from
    var inRecord = true
    while (inRecord && at < limit) {
      val start = at
      if (hasQuote && bytes(at) == quote) at = afterQuotes(bytes, at + 1, limit, complete)
      if (at >= 0) at = cellEnd(bytes, at, limit)
      if (at >= 0 && at < limit) {
        add(start, at)
        inRecord = bytes(at) != Grammar.LineFeed
        end = at
        at += 1
      } else if (at == Unclosed) {
        breakAfterLine(bytes, from, limit)
        inRecord = false
      } else at = limit
    }
    if (!inRecord && fault == Fault.None && cells != grammar.width) fault = Fault.Width
    !inRecord
  }

  /** The position after the closing quote; [[Unclosed]] where there is none, `limit` where it may be yet to come. */
  private def afterQuotes(bytes: Array[Byte], from: Int, limit: Int, complete: Boolean): Int = {
    var at = from
    while (at < limit) {
      val byte = bytes(at)
      if (byte == quote) {
        if (at + 1 == limit) return limit
        if (bytes(at + 1) != quote) return markStray(bytes, at + 1, limit)
        at += 2
      } else {
        if (byte == Grammar.LineFeed) lines += 1
        if (lines > grammar.maxRecordLines) return Unclosed
        at += 1
      }
    }
    if (complete) Unclosed else limit
  }

  private def markStray(bytes: Array[Byte], at: Int, limit: Int): Int = {
    val byte = bytes(at)
    val endsLine = byte == Grammar.LineFeed ||
      (byte == Grammar.CarriageReturn && at + 1 < limit && bytes(at + 1) == Grammar.LineFeed)
    if (byte != grammar.delimiter && !endsLine) fault = Fault.StrayQuote
    at
  }

  /** The next delimiter or line feed. */
  private def cellEnd(bytes: Array[Byte], from: Int, limit: Int): Int = {
    var at = from
    while (at < limit && bytes(at) != grammar.delimiter && bytes(at) != Grammar.LineFeed) at += 1
    at
  }

  private def breakAfterLine(bytes: Array[Byte], from: Int, limit: Int): Unit = {
    end = from
    while (end < limit && bytes(end) != Grammar.LineFeed) end += 1
    lines = 1
    cells = 0
    fault = Fault.UnclosedQuote
  }

  private def add(start: Int, end: Int): Unit = {
    if (cells < starts.length) {
      starts(cells) = start
      ends(cells) = end
    }
    cells += 1
  }

  private final val Unclosed = -1
}
