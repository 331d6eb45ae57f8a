package peleus.thetis

import java.nio.ByteBuffer
import java.nio.charset.StandardCharsets.{ISO_8859_1, UTF_8}

import scala.util.Try

/** A record as the oracle cuts it. Places are those of bytes in the text.
  *
  * @param next
  *   where the next record begins
  * @param cells
  *   without quotes, empty where the record has a fault
  */
final case class CutRecord(
    start: Int,
    end: Int,
    next: Int,
    line: Int,
    lines: Int,
    fault: Option[String],
    undecodable: Boolean,
    cells: Seq[Array[Byte]]
)

/** A text cut into records.
  *
  * @param blank
  *   where blank lines end
  */
final case class CutText(records: Seq[CutRecord], blank: Seq[Int], lines: Int)

/** The grammar of records once more, as slow and as plain as can be: over characters of which each stands for a byte.
  */
final class RecordOracle(delimiter: Char, quote: Option[Char], maxLines: Int, width: Int) {

  def cut(bytes: Array[Byte]): CutText = {
    val text = new String(bytes, ISO_8859_1)
    var (at, line) = (0, 1)
    var records = Vector.empty[CutRecord]
    var blank = Vector.empty[Int]
    while (at < text.length) {
      val (lineEnd, next) = lineAt(text, at)
      if (isBlank(text.substring(at, lineEnd))) {
        blank :+= next
        line += 1
        at = next
      } else {
        val record = recordAt(text, at, line)
        records :+= record
        line += record.lines
        at = record.next
      }
    }
    CutText(records, blank, line - 1)
  }

  /** Where a physical line ends, and where the next begins. */
  private def lineAt(text: String, at: Int): (Int, Int) = {
    val feed = text.indexOf('\n', at)
    val end = if (feed < 0) text.length else feed
    (if (end > at && text(end - 1) == '\r') end - 1 else end, if (feed < 0) text.length else feed + 1)
  }

  private def isBlank(line: String): Boolean =
    line.forall(char => char == ' ' || (char == '\t' && delimiter != '\t'))

  private def recordAt(text: String, start: Int, line: Int): CutRecord = {
    var at = start
    var cells = Vector.empty[String]
    var stray = false
    var open = true
    while (open) {
      val (cell, after, isStray) = cellAt(text, at) match {
        case Some(found) => found
        case None        => return broken(text, start, line)
      }
      cells :+= cell
      stray ||= isStray
      open = after < text.length && text(after) == delimiter
      at = if (open) after + 1 else after
    }
    val (end, next) = lineAt(text, at)
    val lines = text.substring(start, end).count(_ == '\n') + 1
    if (lines > maxLines) broken(text, start, line)
    else {
      val undecodable = !isUtf8(text.substring(start, end))
      val fault =
        if (undecodable) Some("undecodable")
        else if (stray) Some("stray_quote")
        else Option.when(cells.size != width)("width")
      val bytes = if (fault.isEmpty) cells.map(_.getBytes(ISO_8859_1)) else Nil
      CutRecord(start, end, next, line, lines, fault, undecodable, bytes)
    }
  }

  private def broken(text: String, start: Int, line: Int): CutRecord = {
    val (end, next) = lineAt(text, start)
    CutRecord(start, end, next, line, 1, Some("unclosed_quote"), !isUtf8(text.substring(start, end)), Nil)
  }

  /** The cell, where it ends, and whether a quote in it is stray; none where a quote is never closed. */
  private def cellAt(text: String, start: Int): Option[(String, Int, Boolean)] =
    if (quote.exists(char => text.startsWith(char.toString, start))) quotedAt(text, start + 1)
    else {
      val end = plainEnd(text, start)
      Some((text.substring(start, end), end, false))
    }

  private def quotedAt(text: String, start: Int): Option[(String, Int, Boolean)] = {
    val twice = quote.get.toString * 2
    var at = start
    while (at < text.length && (text(at) != quote.get || text.startsWith(twice, at)))
      at += (if (text(at) == quote.get) 2 else 1)
    Option.when(at < text.length) {
      val end = plainEnd(text, at + 1)
      (text.substring(start, at).replace(twice, quote.get.toString), end, end > at + 1)
    }
  }

  /** The next delimiter or line end. */
  private def plainEnd(text: String, start: Int): Int = {
    val (lineEnd, _) = lineAt(text, start)
    val delimited = text.indexOf(delimiter.toInt, start)
    if (delimited >= 0 && delimited < lineEnd) delimited else lineEnd
  }

  private def isUtf8(text: String): Boolean =
    Try(UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(ISO_8859_1)))).isSuccess
}
