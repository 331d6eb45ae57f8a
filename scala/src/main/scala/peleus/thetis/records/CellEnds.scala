package peleus.thetis.records

import java.lang.{Long => JLong}

import peleus.delivery.ByteWords

/** Finds the ends of cells in a stretch of simple records: each of one line, each quote closed before the end of its
  * cell. Eight bytes are looked at together, so that a byte costs little; what is not simple stops it, and is left to
  * [[RecordCutter]].
  *
  * Cell c of record r ends at `ends(lineEnds(r) + c + 1)` and begins behind the end before it; the end before the first
  * cell of a record is that of the record before.
  *
  * @param mostRecords
  *   records that a stretch holds at most, less a few
  */
private[records] final class CellEnds(grammar: Grammar, mostRecords: Int) {
  import CellEnds._

  /** Positions of delimiters and line feeds that end cells; the first entry is the position before the stretch. */
  val ends = new Array[Int](math.max(MostCells / 4, math.min(MostCells, mostRecords * grammar.width)) + Slack)

  /** The entry of `ends` that ends record r - 1; the first one is 0. */
  val lineEnds = new Array[Int](mostRecords + Slack)

  /** Whole records found. */
  var records = 0

  /** Whether something was met that is not simple, in the record after those found. */
  var stopped = false

  private val delimiters = ByteWords.repeat(grammar.delimiter)
  private val lineFeeds = ByteWords.repeat(Grammar.LineFeed)
  private val hasQuote = grammar.quote.isDefined
  private val quote = grammar.quote.getOrElse(0.toByte)
  private val quotes = ByteWords.repeat(quote)
  private val fullEnds = ends.length - Slack
  private var count = 0
  private var open = false
  private var doubled = Nowhere // second of two quotes inside quotes

  /** Finds the records that begin at `from` or later and end before `limit`, up to about `wanted` of them. The array
    * has at least eight bytes behind the limit.
    */
  def find(bytes: Array[Byte], from: Int, limit: Int, wanted: Int): Unit = {
    begin(from)
    val most = math.min(wanted, mostRecords)
    var at = from
    while (at < limit && records < most && count < fullEnds && !stopped) {
      if (!open) at = findPlain(bytes, at, limit, most)
      if (at < limit && records < most && count < fullEnds) {
        findInWord(bytes, at, limit)
        at += ByteWords.Bytes
      }
    }
    if (open) stopped = true
  }

  /** Finds ends up to the first word that holds a quote, or does not lie before the limit as a whole; gives where that
    * word begins. State is kept in local variables, which makes it a third faster.
    */
  private def findPlain(bytes: Array[Byte], from: Int, limit: Int, most: Int): Int = {
    val ends = this.ends
    val lastWord = limit - ByteWords.Bytes
    var found = count
    var lines = records
    var at = from
    var isPlain = true
    while (isPlain && at <= lastWord && lines < most && found < fullEnds) {
      val word = ByteWords.get(bytes, at)
      val lineMarks = ByteWords.equal(word, lineFeeds)
      var marks = ByteWords.equal(word, delimiters) | lineMarks
      isPlain = !hasQuote || ByteWords.equal(word, quotes) == 0
      if (isPlain) {
        val before = found
        found += JLong.bitCount(marks)
        if (lineMarks != 0) lines = addLines(before, marks, lineMarks, lines)
        // most words hold no end or one: two are written without asking
        ends(before) = at + ByteWords.before(marks)
        marks &= marks - 1
        ends(before + 1) = at + ByteWords.before(marks)
        marks &= marks - 1
        var index = before + 2
        while (marks != 0) {
          ends(index) = at + ByteWords.before(marks)
          marks &= marks - 1
          index += 1
        }
        at += ByteWords.Bytes
      }
    }
    count = found
    records = lines
    at
  }

  /** Notes which ends of a word are ends of lines; gives the number of records. */
  private def addLines(before: Int, marks: Long, lineMarks: Long, records: Int): Int = {
    var rest = lineMarks
    var lines = records
    while (rest != 0) {
      lines += 1
      lineEnds(lines) = before + JLong.bitCount(marks & ((rest & -rest) - 1))
      rest &= rest - 1
    }
    lines
  }

  private def begin(from: Int): Unit = {
    ends(0) = from - 1
    lineEnds(0) = 0
    count = 1
    records = 0
    stopped = false
    open = false
    doubled = Nowhere
  }

  /** The same for a word that lies in quotes, holds one, or is the last; every mark is looked at. */
  private def findInWord(bytes: Array[Byte], at: Int, limit: Int): Unit = {
    val word = ByteWords.get(bytes, at)
    val marks = ByteWords.equal(word, lineFeeds) | ByteWords.equal(word, delimiters) |
      (if (hasQuote) ByteWords.equal(word, quotes) else 0L)
    var rest = if (limit - at < ByteWords.Bytes) marks & ByteWords.first(limit - at) else marks
    while (rest != 0 && !stopped) {
      val place = at + ByteWords.before(rest)
      val byte = bytes(place)
      if (open) { if (byte == quote) close(bytes, place, limit) else if (byte == Grammar.LineFeed) stopped = true }
      else if (hasQuote && byte == quote) { if (place == ends(count - 1) + 1) open = true }
      else addOne(place, byte)
      rest &= rest - 1
    }
  }

  private def addOne(place: Int, byte: Byte): Unit = {
    ends(count) = place
    if (byte == Grammar.LineFeed) {
      records += 1
      lineEnds(records) = count
    }
    count += 1
  }

  /** A quote inside quotes: the first or second of two, or the closing one, behind which the cell must end. */
  private def close(bytes: Array[Byte], place: Int, limit: Int): Unit =
    if (place != doubled) {
      val next = if (place + 1 < limit) bytes(place + 1) else 0.toByte
      if (next == quote) doubled = place + 1
      else {
        open = false
        val endsLine = next == Grammar.LineFeed ||
          (next == Grammar.CarriageReturn && place + 2 < limit && bytes(place + 2) == Grammar.LineFeed)
        if (next != grammar.delimiter && !endsLine) stopped = true
      }
    }
}

private object CellEnds {

  /** Most cells of a stretch; the record of more is not simple. */
  private final val MostCells = 1 << 16

  /** Entries that one word may add beyond what was asked for. */
  private final val Slack = 16

  private final val Nowhere = -1
}
