package peleus.delivery

import java.nio.charset.StandardCharsets.UTF_8

import scala.collection.mutable.ArrayBuffer

/** The record of labels, and the delimiter that cuts it best.
  *
  * @param lines
  *   physical lines that it takes
  * @param to
  *   the place after it
  */
private[delivery] final case class Header(delimiter: Char, labels: Seq[String], lines: Long, to: Int)

/** Reads the header of a member.
  *
  * @param known
  *   how many of some labels the contract knows
  */
private[delivery] final class HeaderReader(layout: Layout, known: Seq[String] => Int) {

  /** Reads the header that begins at `start`, once for each delimiter, and takes the one with most known labels.
    *
    * @return
    *   none when more bytes are needed
    * @throws Defect
    *   header when it can be cut with no delimiter
    */
  def read(bytes: Array[Byte], start: Int, end: Int, ended: Boolean): Option[Header] = {
    val tried = layout.delimiters.map(attempt(bytes, start, end, ended, _))
    Option.when(tried.forall(_.isDefined)) {
      val (defects, headers) = tried.flatten.partitionMap(identity)
      headers.maxByOption(header => known(header.labels)).getOrElse(throw defects.head) // the first of the highest
    }
  }

  private def attempt(
      bytes: Array[Byte],
      start: Int,
      end: Int,
      ended: Boolean,
      delimiter: Char
  ): Option[Either[Defect, Header]] = {
    val scanner = new RecordScanner(delimiter, layout.quote, layout.maxRecordLines)
    val to = scanner.passOne(bytes, start, end, ended)
    Option.when(to >= 0) {
      val labels =
        if (scanner.blank > 0) Left("is blank")
        else
          new Cells(bytes, start, LineEnd.strip(bytes, start, to), delimiter.toByte, layout.quote.map(_.toByte)).cut()
      labels
        .map(Header(delimiter, _, scanner.lines, to))
        .left
        .map(what => Defect("header", s"the header, in line ${layout.preambleRows + 1}, $what"))
    }
  }
}

/** The cells of one record as text: plain and slow, for headers. */
private final class Cells(bytes: Array[Byte], start: Int, end: Int, delimiter: Byte, quote: Option[Byte]) {
  private val cells = ArrayBuffer.empty[String]
  private var at = start

  /** The cells, or what is wrong with them, as the end of a sentence. */
  def cut(): Either[String, Seq[String]] = {
    var wrong = cell()
    while (wrong.isEmpty && at < end) {
      at += 1 // the delimiter
      wrong = cell()
    }
    wrong.toLeft(cells.toSeq)
  }

  private def cell(): Option[String] = if (at < end && quote.contains(bytes(at))) quoted() else plain()

  private def plain(): Option[String] = {
    val from = at
    while (at < end && bytes(at) != delimiter) at += 1
    cells += new String(bytes, from, at - from, UTF_8)
    None
  }

  private def quoted(): Option[String] = {
    val text = ArrayBuffer.empty[Byte]
    at += 1
    while (at < end && (!isQuote(at) || isQuote(at + 1))) {
      text += bytes(at)
      at += (if (isQuote(at)) 2 else 1)
    }
    cells += new String(text.toArray, UTF_8)
    if (at == end) Some("has a quote that is never closed")
    else {
      at += 1
      Option.when(at < end && bytes(at) != delimiter)("has text after a closing quote")
    }
  }

  private def isQuote(place: Int): Boolean = place < end && quote.contains(bytes(place))
}
