package peleus.delivery

import peleus.document.Node._
import peleus.document.{Mapping, Node}
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
  def read(node: Node): Sequence = Sequence(Mapping(node, "sequence").mappings("members").map(readMember))

  private def readMember(of: Mapping): Member = Member(
    path = of.text("path"),
    entry = of.textOrNull("entry"),
    compression = of.oneOf("compression", Compressions)(Names.snakeOf(_)),
    delivered = of.long("delivered"),
    modified = of.long("modified"),
    read = of.long("read"),
    bytes = of.long("bytes"),
    sha256 = of.text("sha256"),
    encoding = readDecoding(of.mapping("encoding")),
    head = of.long("head"),
    delimiter = of.text("delimiter").head,
    labels = of.texts("labels"),
    lines = readLines(of.mapping("lines")),
    records = of.long("records"),
    chunks = of.mappings("chunks").map(readChunk)
  )

  private val Compressions: Seq[Compression] = Seq(Compression.Plain, Compression.Gzip, Compression.Zip)

  private def readDecoding(of: Mapping): Decoding = Decoding(
    of.text("name"),
    of.bool("byte_order_mark"),
    of.mappings("refused").map(place => Undecodable(place.text("encoding"), place.long("line"), place.long("offset"))),
    of.long("undecodable")
  )

  private def readLines(of: Mapping): Lines = Lines(
    physical = of.long("physical"),
    preamble = of.long("preamble"),
    header = of.long("header"),
    blank = of.long("blank"),
    ofRecords = of.long("of_records")
  )

  private def readChunk(of: Mapping): Chunk = Chunk(
    path = of.text("path"),
    from = of.long("from"),
    to = of.long("to"),
    offset = of.long("offset"),
    line = of.long("line"),
    lines = of.long("lines"),
    blank = of.long("blank"),
    records = of.long("records"),
    decodable = of.bool("decodable")
  )
}
