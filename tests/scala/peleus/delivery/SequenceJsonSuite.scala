package peleus.delivery

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.document.{Json, Node}

class SequenceJsonSuite extends AnyFunSuite {

  private val chunk = Chunk("file:/work/a.txt", 14, Long.MaxValue, 15, 4, 5, 6, 7, decodable = false)
  private val member = Member(
    path = "file:/in/a.zip",
    entry = Some("é\".csv"),
    compression = Compression.Zip,
    delivered = 1,
    modified = Long.MinValue,
    read = 2,
    bytes = 3,
    sha256 = "ab",
    encoding = Decoding("windows-1252", byteOrderMark = true, Seq(Undecodable("utf-8", 9, 8)), 10),
    head = 11,
    delimiter = '\t',
    labels = Seq("a", "b\nc", ""),
    lines = Lines(21, 22, 23, 24, 25),
    records = 26,
    chunks = Seq(chunk, chunk.copy(decodable = true, path = "x"))
  )
  private val plain = member.copy(entry = None, compression = Compression.Plain, chunks = Nil)
  private val sequence = Sequence(Seq(member, plain, plain.copy(compression = Compression.Gzip)))

  test("a sequence comes back from JSON as it was") {
    assert(SequenceJson.read(Json.read(Json.write(SequenceJson.write(sequence)))) === sequence)
  }

  test("the identity stands beside the members") {
    assert(SequenceJson.write(sequence).asInstanceOf[Node.Fields].get("id") === Some(Node.Text(sequence.id)))
  }

  test("other documents are refused") {
    val refused = intercept[Refused](SequenceJson.read(Json.read("""{"members": [{"path": 1}]}""")))
    assert(refused.getMessage === "sequence: 'path' must be text, got the number 1")
    assert(intercept[Refused](SequenceJson.read(Json.read("{}"))).getMessage === "sequence: 'members' is missing")
  }
}
