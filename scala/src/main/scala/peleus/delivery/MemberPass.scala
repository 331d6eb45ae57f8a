package peleus.delivery

import scala.collection.mutable.ArrayBuffer
import scala.util.control.NoStackTrace

/** How the text of a member is read in one pass.
  *
  * @param copy
  *   where the text goes in UTF-8; without it, it is taken as it stands in the delivered file
  * @param lenient
  *   whether lines that cannot be decoded are counted, instead of ending the pass
  */
private[delivery] final case class Reading(encoding: String, copy: Option[TextCopy], lenient: Boolean) {

  /** Without a copy, text in an encoding of one byte must be ASCII. */
  def asciiOnly: Boolean = copy.isEmpty && encoding != Encodings.Utf8

  def decoder: Option[OneByteDecoder] =
    Option.when(copy.isDefined && encoding != Encodings.Utf8)(new OneByteDecoder(encoding))
}

/** Why a pass ended before the text did: another reading is wanted. */
private[delivery] sealed abstract class Unreadable extends RuntimeException with NoStackTrace
private[delivery] object Unreadable {
  final case class Bytes(place: Undecodable) extends Unreadable

  /** It begins with the byte order mark of UTF-8, and another encoding was tried. */
  final case class Marked() extends Unreadable

  /** It was to be ASCII. */
  final case class NotAscii() extends Unreadable
}

/** One pass over the text of a member: from its bytes to where its records lie. */
private[delivery] final class MemberPass(
    raw: RawText,
    reading: Reading,
    layout: Layout,
    known: Seq[String] => Int,
    chunkBytes: Long,
    limits: Limits
) {
  private val window = new TextWindow(raw, reading.decoder, limits)
  private var at = 0 // what of the window is done
  private var line = 1L // the number of the line there
  private var offset = 0L // of that line, in the member as delivered
  private var undecodable = 0L

  /** Reads the text from its beginning to its end.
    *
    * @param source
    *   whose text it is
    * @param refused
    *   encodings that could not read it
    * @throws Unreadable
    *   when this reading cannot read it
    * @throws Defect
    *   when none can
    */
  def run(source: Source, refused: Seq[Undecodable]): Member = {
    more()
    if (raw.bytes == 0) throw Defect("empty", "is empty: it holds no byte")
    if (raw.byteOrderMark) skipMark()
    skipPreamble()
    val header = readHeader()
    val head = offset
    val scanner = new RecordScanner(header.delimiter, layout.quote, layout.maxRecordLines)
    val chunks = cut(scanner)
    if (scanner.records == 0) throw Defect("empty", "is empty: no record follows its header")
    val sha256 = raw.sha256()
    val path = reading.copy.fold(source.path)(_.publish(s"$sha256-${reading.encoding}.txt"))
    Member(
      path = source.path,
      entry = source.entry,
      compression = source.compression,
      delivered = source.delivered,
      modified = source.modified,
      read = source.read,
      bytes = raw.bytes,
      sha256 = sha256,
      encoding = Decoding(reading.encoding, raw.byteOrderMark, refused, undecodable),
      head = head,
      delimiter = header.delimiter,
      labels = header.labels,
      lines = Lines(
        physical = raw.lines,
        preamble = layout.preambleRows.toLong,
        header = header.lines,
        blank = scanner.blank,
        ofRecords = scanner.lines - scanner.blank
      ),
      records = scanner.records,
      chunks = chunks.map(_.copy(path = path))
    )
  }

  private def skipMark(): Unit = {
    if (reading.encoding != Encodings.Utf8) throw Unreadable.Marked()
    pass(Magic.MarkBytes, 0)
  }

  private def skipPreamble(): Unit = {
    val lines = new RecordScanner('\n', None, 1) // no quotes: every line is a record
    (1 to layout.preambleRows).foreach { _ =>
      needText()
      val to = untilWhole(Option(lines.passOne(window.bytes, at, window.end, window.ended)).filter(_ >= 0))
      pass(to, 1)
    }
  }

  private def readHeader(): Header = {
    needText()
    val reader = new HeaderReader(layout, known)
    val header = untilWhole(reader.read(window.bytes, at, window.end, window.ended))
    pass(header.to, header.lines)
    if (undecodable > 0) throw Defect("header", s"no encoding of ${layout.encodings.mkString(", ")} reads its header")
    header
  }

  private def needText(): Unit = if (!textLeft()) throw Defect("empty", "is empty: it has no header")

  private def textLeft(): Boolean = {
    if (at == window.end && !window.ended) more()
    at < window.end
  }

  /** Reads on until something is all there. */
  private def untilWhole[A](find: => Option[A]): A = {
    var found = find
    while (found.isEmpty) {
      more()
      found = find
    }
    found.get
  }

  private def cut(scanner: RecordScanner): Seq[Chunk] = {
    val chunks = ArrayBuffer.empty[Chunk]
    while (textLeft()) chunks += cutOne(scanner)
    chunks.toSeq
  }

  /** Passes records up to the first end of one at or after `chunkBytes`. */
  private def cutOne(scanner: RecordScanner): Chunk = {
    val (from, firstOffset, firstLine) = (position, offset, line)
    val (blank, records, broken) = (scanner.blank, scanner.records, undecodable)
    val enough = from + chunkBytes
    while (position < enough && textLeft()) {
      val stop = math.min(enough - window.position, Int.MaxValue.toLong).toInt
      val lines = scanner.lines
      val to = scanner.pass(window.bytes, at, window.end, window.ended, stop)
      pass(to, scanner.lines - lines)
      if (position < enough && at < window.end) more() // the next record is not all there
    }
    Chunk(
      path = "", // not known before the text is all there
      from = from,
      to = position,
      offset = firstOffset,
      line = firstLine,
      lines = line - firstLine,
      blank = scanner.blank - blank,
      records = scanner.records - records,
      decodable = undecodable == broken
    )
  }

  private def position: Long = window.position + at

  private def more(): Unit = {
    window.advance(at)
    at = 0
  }

  /** Is done with whole lines up to `to`: checks, counts and copies them. */
  private def pass(to: Int, lines: Long): Unit = {
    checkEncoding(to)
    offset += OriginalBytes.count(reading.encoding, window.bytes, at, to, decodable = !reading.lenient)
    reading.copy.foreach(_.write(window.bytes, at, to - at))
    line += lines
    at = to
  }

  private def checkEncoding(to: Int): Unit =
    if (reading.asciiOnly) {
      if (Utf8.skipAscii(window.bytes, at, to) < to) throw Unreadable.NotAscii()
    } else {
      val malformed = Utf8.firstMalformed(window.bytes, at, to)
      if (malformed < to && !reading.lenient) throw Unreadable.Bytes(placeOf(malformed))
      if (malformed < to) undecodable += malformedLines(to)
    }

  private def placeOf(malformed: Int): Undecodable = {
    val before = (at until malformed).count(window.bytes(_) == '\n')
    val bytes = OriginalBytes.count(reading.encoding, window.bytes, at, malformed, decodable = false)
    Undecodable(reading.encoding, line + before, offset + bytes)
  }

  private def malformedLines(to: Int): Long = {
    var count = 0L
    var start = at
    while (start < to) {
      var end = start
      while (end < to && window.bytes(end) != '\n') end += 1
      if (Utf8.firstMalformed(window.bytes, start, end) < end) count += 1
      start = end + 1
    }
    count
  }
}
