package peleus.delivery

/** Finds where records end, and counts them.
  *
  * A record is a line, or more where quotes hold line ends. A quote opens as the first byte of a cell only; inside, two
  * stand for one. A record whose quote is still open after `maxRecordLines` lines, or at the end of the text, is its
  * first line alone, and reading resumes on the next. A line of nothing but spaces and tabs is blank; a tab that is the
  * delimiter makes a record.
  */
private[delivery] final class RecordScanner(delimiter: Char, quote: Option[Char], maxRecordLines: Int) {
  import RecordScanner._

  private val separator = delimiter.toByte
  private val lineFeeds = ByteWords.repeat(LineFeed)
  private val quotes =
    ByteWords.repeat(quote.fold(LineFeed)(_.toByte)) // without a quote, line ends are looked for twice

  private var lineCount = 0L
  private var blankCount = 0L
  private var recordCount = 0L

  /** Physical lines passed so far, blank ones too. */
  def lines: Long = lineCount

  /** Blank lines passed so far. */
  def blank: Long = blankCount

  /** Records passed so far. */
  def records: Long = recordCount

  /** Passes whole records from `from` on, which is the start of a line.
    *
    * @param bytes
    *   with [[ByteWords.Padding]] bytes behind `end`
    * @param ended
    *   whether the text ends at `end`
    * @param enough
    *   no record is begun from this place on
    * @return
    *   the place after the last record; less than `end` and `enough` when the next record is not all there
    */
  def pass(bytes: Array[Byte], from: Int, end: Int, ended: Boolean, enough: Int): Int = {
    val stop = math.min(end, enough)
    var start = from
    var next = from
    while (next >= 0 && start < stop) {
      next = passOne(bytes, start, end, ended)
      if (next >= 0) start = next
    }
    start
  }

  /** Passes one record or blank line, and counts it.
    *
    * @return
    *   the place after it, [[Incomplete]] when more bytes are needed
    */
  def passOne(bytes: Array[Byte], start: Int, end: Int, ended: Boolean): Int = {
    var at = next(bytes, start, end)
    var open = false
    var closed = Incomplete // where a quote was last closed
    var lines = 0
    var firstLine = end // where the first line ends
    var to = Incomplete
    while (to < 0 && at < end) {
      if (bytes(at) == LineFeed) {
        lines += 1
        if (lines == 1) firstLine = at + 1
        if (!open) to = at + 1
        else if (lines == maxRecordLines) to = firstLine
      } else if (open) {
        open = false
        closed = at
      } else open = at == start || bytes(at - 1) == separator || closed == at - 1
      if (to < 0) at = next(bytes, at + 1, end)
    }
    if (to < 0 && ended) {
      to = if (open) firstLine else end
      lines += 1
    }
    if (to >= 0) count(bytes, start, to, if (open) 1 else lines)
    to
  }

  private def count(bytes: Array[Byte], start: Int, to: Int, lines: Int): Unit = {
    lineCount += lines
    if (lines == 1 && isBlank(bytes, start, to)) blankCount += 1 else recordCount += 1
  }

  /** The next line end or quote, `end` if there is none. */
  private def next(bytes: Array[Byte], from: Int, end: Int): Int = {
    var at = from
    var marks = 0L
    while (at < end && marks == 0) {
      val word = ByteWords.get(bytes, at)
      marks = ByteWords.firstZero(word ^ lineFeeds) | ByteWords.firstZero(word ^ quotes)
      at += 8
    }
    if (marks == 0) end else math.min(at - 8 + ByteWords.before(marks), end)
  }

  private def isBlank(bytes: Array[Byte], start: Int, to: Int): Boolean = bytes(start) <= ' ' && {
    val end = LineEnd.strip(bytes, start, to)
    var at = start
    while (at < end && (bytes(at) == ' ' || (bytes(at) == '\t' && separator != '\t'))) at += 1
    at == end
  }
}

private[delivery] object RecordScanner {
  final val Incomplete = -1
  private final val LineFeed: Byte = '\n'
}

/** The end of a physical line: LF or the end of the text, and one CR directly before it. */
private[delivery] object LineEnd {

  /** Where the content of a line ends that takes the bytes from `start` to `to`. */
  def strip(bytes: Array[Byte], start: Int, to: Int): Int = {
    val feed = if (to > start && bytes(to - 1) == '\n') to - 1 else to
    if (feed > start && bytes(feed - 1) == '\r') feed - 1 else feed
  }
}
