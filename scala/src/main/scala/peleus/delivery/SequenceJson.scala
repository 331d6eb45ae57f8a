package peleus.delivery

import peleus.Refused
import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.Names

/** A [[Sequence]] as JSON, to hand it to tasks and to keep it beside the run. */
object SequenceJson {

  def write(sequence: Sequence): Node =
    fields("id" -> Text(sequence.id), "members" -> Items(sequence.members.map(member)))

  private def member(m: Member): Node = fields(
    "path" -> Text(m.path),
    "entry" -> m.entry.fold[Node](Null())(Text(_)),
    "compression" -> Text(Names.snakeOf(m.compression)),
    "delivered" -> number(m.delivered),
    "modified" -> number(m.modified),
    "read" -> number(m.read),
    "bytes" -> number(m.bytes),
    "sha256" -> Text(m.sha256),
    "encoding" -> decoding(m.encoding),
    "head" -> number(m.head),
    "delimiter" -> Text(m.delimiter.toString),
    "labels" -> texts(m.labels),
    "lines" -> lines(m.lines),
    "records" -> number(m.records),
    "chunks" -> Items(m.chunks.map(chunk))
  )

  private def decoding(d: Decoding): Node = fields(
    "name" -> Text(d.name),
    "byte_order_mark" -> Bool(d.byteOrderMark),
    "refused" -> Items(d.refused.map(undecodable)),
    "undecodable" -> number(d.undecodable)
  )

  private[peleus] def undecodable(place: Undecodable): Node =
    fields("encoding" -> Text(place.encoding), "line" -> number(place.line), "offset" -> number(place.offset))

  private[peleus] def lines(l: Lines): Node = fields(
    "physical" -> number(l.physical),
    "preamble" -> number(l.preamble),
    "header" -> number(l.header),
    "blank" -> number(l.blank),
    "of_records" -> number(l.ofRecords)
  )

  private def chunk(c: Chunk): Node = fields(
    "path" -> Text(c.path),
    "from" -> number(c.from),
    "to" -> number(c.to),
    "offset" -> number(c.offset),
    "line" -> number(c.line),
    "lines" -> number(c.lines),
    "blank" -> number(c.blank),
    "records" -> number(c.records),
    "decodable" -> Bool(c.decodable)
  )

  private def number(value: Long): Node = Number(BigDecimal(value))

  /** What [[write]] wrote.
    *
    * @throws peleus.Refused
    *   for anything else
    */
  def read(node: Node): Sequence = Sequence(items(node, "members").map(readMember))

  private def readMember(node: Node): Member = Member(
    path = text(node, "path"),
    entry = get(node, "entry") match {
      case Null() => None
      case _      => Some(text(node, "entry"))
    },
    compression = readCompression(text(node, "compression")),
    delivered = long(node, "delivered"),
    modified = long(node, "modified"),
    read = long(node, "read"),
    bytes = long(node, "bytes"),
    sha256 = text(node, "sha256"),
    encoding = readDecoding(get(node, "encoding")),
    head = long(node, "head"),
    delimiter = text(node, "delimiter").head,
    labels = items(node, "labels").map { case Text(label) => label; case other => refuse("labels", "texts", other) },
    lines = readLines(get(node, "lines")),
    records = long(node, "records"),
    chunks = items(node, "chunks").map(readChunk)
  )

  private def readCompression(name: String): Compression =
    Seq(Compression.Plain, Compression.Gzip, Compression.Zip)
      .find(Names.snakeOf(_) == name)
      .getOrElse(refuse("compression", "plain, gzip or zip", Text(name)))

  private def readDecoding(node: Node): Decoding = Decoding(
    text(node, "name"),
    bool(node, "byte_order_mark"),
    items(node, "refused").map(place =>
      Undecodable(text(place, "encoding"), long(place, "line"), long(place, "offset"))
    ),
    long(node, "undecodable")
  )

  private def readLines(node: Node): Lines = Lines(
    physical = long(node, "physical"),
    preamble = long(node, "preamble"),
    header = long(node, "header"),
    blank = long(node, "blank"),
    ofRecords = long(node, "of_records")
  )

  private def readChunk(node: Node): Chunk = Chunk(
    path = text(node, "path"),
    from = long(node, "from"),
    to = long(node, "to"),
    offset = long(node, "offset"),
    line = long(node, "line"),
    lines = long(node, "lines"),
    blank = long(node, "blank"),
    records = long(node, "records"),
    decodable = bool(node, "decodable")
  )

  private def text(node: Node, key: String): String = get(node, key) match {
    case Text(value) => value
    case other       => refuse(key, "text", other)
  }

  private def long(node: Node, key: String): Long = get(node, key) match {
    case Number(value) if value.isValidLong => value.toLongExact
    case other                              => refuse(key, "a whole number", other)
  }

  private def bool(node: Node, key: String): Boolean = get(node, key) match {
    case Bool(value) => value
    case other       => refuse(key, "true or false", other)
  }

  private def items(node: Node, key: String): Seq[Node] = get(node, key) match {
    case Items(values) => values
    case other         => refuse(key, "a list", other)
  }

  private def get(node: Node, key: String): Node = node match {
    case fields: Fields => fields.get(key).getOrElse(throw Refused.because(s"'$key' is missing", "sequence", node.at))
    case other          => refuse("sequence", "a mapping", other)
  }

  private def refuse(key: String, allowed: String, node: Node): Nothing =
    throw Refused.because(s"'$key' must be $allowed, got ${show(node)}", "sequence", node.at)
}
