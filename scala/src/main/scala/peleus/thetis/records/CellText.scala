package peleus.thetis.records

import java.util.Arrays

import org.apache.spark.unsafe.Platform

import peleus.kernels.Blanks

/** From a cell as it stands between delimiters to the text that it holds. */
private[records] final class CellText(grammar: Grammar, buffer: ChunkBuffer) {
  private val hasQuote = grammar.quote.isDefined
  private val quote = grammar.quote.getOrElse(0.toByte)

  /** The byte that a cell may not begin with to be taken as it stands; no byte where there is no quote. */
  val special: Int = grammar.quote.fold(Int.MaxValue)(_.toInt)

  /** Stores the cell of `row` without quotes and without blanks around it. What is between quotes is copied where it
    * holds doubled quotes: the text itself must stay as it is for rejects.
    */
  def store(cells: Cells, row: Int, from: Int, to: Int): Unit = {
    if (!isQuoted(from, to)) trim(cells, row, from, to)
    else {
      val start = from + 1
      val end = lastQuote(to)
      val size = sizeOfSingle(start, end)
      if (size == end - start) trim(cells, row, start, end)
      else {
        val copy = buffer.reserve(size)
        copySingle(start, end, buffer.bytes, copy)
        trim(cells, row, copy, copy + size)
      }
    }
  }

  /** The text of a cell of a record that has no fault, with the blanks around it. */
  def unquoted(from: Int, to: Int): Array[Byte] =
    if (isQuoted(from, to)) {
      val text = new Array[Byte](sizeOfSingle(from + 1, lastQuote(to)))
      copySingle(from + 1, lastQuote(to), text, 0)
      text
    } else Arrays.copyOfRange(buffer.bytes, from, to)

  private def isQuoted(from: Int, to: Int): Boolean = hasQuote && from < to && buffer.bytes(from) == quote

  /** The closing quote; behind it is nothing, or the CR of the line end. */
  private def lastQuote(to: Int): Int = if (buffer.bytes(to - 1) == Grammar.CarriageReturn) to - 2 else to - 1

  private def trim(cells: Cells, row: Int, start: Int, end: Int): Unit = {
    val bytes = buffer.bytes
    val base = Platform.BYTE_ARRAY_OFFSET.toLong
    val first = Blanks.skip(bytes, base + start, base + end)
    cells.offsets(row) = (first - base).toInt
    cells.lengths(row) = (Blanks.skipBack(bytes, first, base + end) - first).toInt
  }

  /** Bytes once each pair of quotes is one. */
  private def sizeOfSingle(start: Int, end: Int): Int = {
    val bytes = buffer.bytes
    var quotes = 0
    var at = start
    while (at < end) {
      if (bytes(at) == quote) quotes += 1
      at += 1
    }
    end - start - quotes / 2
  }

  private def copySingle(start: Int, end: Int, out: Array[Byte], outStart: Int): Unit = {
    val bytes = buffer.bytes
    var at = start
    var to = outStart
    while (at < end) {
      out(to) = bytes(at)
      to += 1
      at += (if (bytes(at) == quote) 2 else 1)
    }
  }
}
