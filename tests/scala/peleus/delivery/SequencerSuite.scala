package peleus.delivery

import java.nio.file.Files

import scala.jdk.CollectionConverters._

import org.scalatest.funsuite.AnyFunSuite

class SequencerSuite extends AnyFunSuite with DeliveryFixture {

  private val several = layout.copy(encodings = Seq("utf-8", "windows-1252", "iso-8859-15"))

  test("plain text in UTF-8 stays where it is, and all of it is read") {
    val bytes = utf8("id,name\n1,Zoé\n2,\"a\nb\"\n\n3,c")
    val file = delivered("a.csv", bytes)
    val found = members(file).head
    assert(found.path === configured(file))
    assert(found.chunks.map(_.path) === Seq(found.path))
    assert(found.compression === Compression.Plain)
    assert(
      (found.delivered, found.read, found.bytes) === (bytes.length.toLong, bytes.length.toLong, bytes.length.toLong)
    )
    assert(found.lines === Lines(physical = 6, preamble = 0, header = 1, blank = 1, ofRecords = 4))
    assert(found.records === 3)
    assert(found.encoding === Decoding("utf-8", byteOrderMark = false, Nil, 0))
  }

  test("the first encoding that reads all is taken, and the others' first failures are told") {
    val found = member("a.csv", encoded("id,name\n1,a\n2,né €\n3,é\n", "windows-1252"), several)
    assert(found.encoding === Decoding("windows-1252", byteOrderMark = false, Seq(Undecodable("utf-8", 3, 15)), 0))
    assert(content(found.chunks.head.path) === utf8("id,name\n1,a\n2,né €\n3,é\n"))
    assert(found.chunks.head.from === found.head)
  }

  test("a text of ASCII is in the first encoding, and stays where it is") {
    val found = member("a.csv", utf8("id,name\n1,a\n"), layout.copy(encodings = Seq("iso-8859-1", "utf-8")))
    assert(found.encoding === Decoding("iso-8859-1", byteOrderMark = false, Nil, 0))
    assert(found.chunks.head.path === found.path)
  }

  test("bytes that windows-1252 does not know send it to the next encoding") {
    val found = member("a.csv", encoded("id\n\u0081é\n", "iso-8859-15"), several)
    assert(found.encoding.name === "iso-8859-15")
    assert(found.encoding.refused === Seq(Undecodable("utf-8", 2, 3), Undecodable("windows-1252", 2, 3)))
    assert(content(found.chunks.head.path) === utf8("id\n\u0081é\n"))
  }

  test("where no encoding reads all, the first is taken and its bad lines are counted") {
    val bytes = utf8("id\né\n") ++ Array('x'.toByte, 0x81.toByte, '\n'.toByte) ++ utf8("é\n") ++ Array(0xe9.toByte)
    val twoOf = layout.copy(encodings = Seq("utf-8", "windows-1252"))
    val found = members(delivered("a.csv", bytes), twoOf, chunkBytes = 1).head
    val refused = Seq(Undecodable("utf-8", 3, 7), Undecodable("windows-1252", 3, 7))
    assert(found.encoding === Decoding("utf-8", byteOrderMark = false, refused, undecodable = 2))
    assert(found.chunks.map(_.decodable) === Seq(true, false, true, false))
    assert(found.records === 4)
  }

  test("bytes that an encoding of one byte does not know go into the copy alone, and places stay exact") {
    val bytes = encoded("id\né\n", "windows-1252") ++ Array(0xe9, 0x81, 0x80, 0x0a).map(_.toByte) ++ utf8("b\n")
    val found = members(delivered("a.csv", bytes), layout.copy(encodings = Seq("windows-1252")), chunkBytes = 1).head
    assert(found.encoding.undecodable === 1)
    assert(found.chunks.map(_.decodable) === Seq(true, false, true))
    assert(found.chunks.map(_.offset) === Seq(3, 5, 9))
    assert(found.chunks.map(_.from) === Seq(3, 6, 13))
    assert(content(found.chunks.head.path).slice(6, 13) === utf8("é") ++ Array(0x81.toByte) ++ utf8("€\n"))
  }

  test("a header that no encoding reads fails the file") {
    assert(code("a.csv", Array('a'.toByte, 0xe9.toByte, '\n'.toByte, 'b'.toByte)) === "header")
  }

  test("a byte order mark is skipped, recorded, and decides the encoding") {
    val bytes = utf8("\ufeffid,name\n1,é\n")
    val found = member("a.csv", bytes, layout.copy(encodings = Seq("windows-1252", "utf-8")))
    assert(found.encoding === Decoding("utf-8", byteOrderMark = true, Nil, 0))
    assert(found.labels === Seq("id", "name"))
    assert(found.head === 11)
    assert(found.chunks.map(chunk => (chunk.from, chunk.to, chunk.offset)) === Seq((11, 16, 11)))
    assert(code("a.csv", bytes, layout.copy(encodings = Seq("windows-1252"))) === "encoding")
    assert(code("a.csv", utf8("\ufeff")) === "empty")
  }

  test("line ends may be CR LF, and the last may be missing") {
    val found = member("a.csv", utf8("id,name\r\n1,a\r\n \t\r\n2,b"))
    assert(found.labels === Seq("id", "name"))
    assert(found.lines === Lines(physical = 4, preamble = 0, header = 1, blank = 1, ofRecords = 2))
  }

  test("a header may be quoted, take several lines and follow a preamble") {
    val text = "made \"by\nhand\n\"a \"\"b\"\",c\",\"d\r\ne\",f\r\n1,2,3\n"
    val found = member("a.csv", utf8(text), layout.copy(preambleRows = 2))
    assert(found.labels === Seq("a \"b\",c", "d\r\ne", "f"))
    assert(found.lines === Lines(physical = 5, preamble = 2, header = 2, blank = 0, ofRecords = 1))
    assert(found.chunks.head.line === 5)
  }

  test("a header that is no record fails the file") {
    assert(code("a.csv", utf8(" \n1\n")) === "header")
    assert(code("a.csv", utf8("\"a\n1\n")) === "header")
    assert(code("a.csv", utf8("\"a\"b,c\n1,2\n")) === "header")
  }

  test("the delimiter is the one that gives most known labels, the first of those that give as many") {
    val expected = Set("id", "name, first", "x")
    def delimiterOf(header: String): Char = {
      val delimiters = layout.copy(delimiters = Seq(',', ';', '\t'))
      members(delivered("a.csv", utf8(header + "\n1\n")), delimiters, known = _.count(expected)).head.delimiter
    }
    assert(delimiterOf("id;name, first;x") === ';')
    assert(delimiterOf("id,x") === ',')
    assert(delimiterOf("id\tx") === '\t')
    assert(delimiterOf("none of them") === ',')
    assert(delimiterOf("\"a\";id") === ';', "one that can be cut with no other")
  }

  test("an unclosed quote near the start spoils one record") {
    val rows = (1 to 200000).map(row => s"$row,some text,more text\n")
    val broken = rows.updated(0, "1,\"some text,more text\n")
    def read(rows: Seq[String]): Member =
      members(delivered("a.csv", utf8("id,text,more\n" + rows.mkString)), chunkBytes = 1 << 20).head
    val (whole, spoilt) = (read(rows), read(broken))
    assert(spoilt.records === 200000)
    assert(spoilt.lines === whole.lines)
    assert(whole.chunks.size === 6)
  }

  test("an unclosed quote before the end of the text spoils one record") {
    val found = member("a.csv", utf8("id\n1\n\"2\n3\n4"))
    assert(found.records === 4)
    assert(found.lines.ofRecords === 4)
  }

  test("nothing to read is told in a sentence") {
    assert(problems("a.csv", utf8("")).map(_.what) === Seq("is empty: it holds no byte"))
    assert(problems("a.csv", utf8("id,name\n")).map(_.what) === Seq("is empty: no record follows its header"))
    assert(problems("a.csv", utf8("id,name\n\n  \n")).map(_.code) === Seq("empty"))
    assert(problems("a.csv.gz", gzip(utf8(""))).map(_.code) === Seq("empty"))
    assert(code("a.csv", utf8("one\ntwo\n"), layout.copy(preambleRows = 2)) === "empty")
    assert(code("a.csv", utf8("one\ntwo\n"), layout.copy(preambleRows = 3)) === "empty")
    assert(problems("a.csv", utf8("")).head.file.endsWith("/a.csv"))
  }

  test("a record or a line that is too long fails the file") {
    val limits = Limits(bufferBytes = 16, recordBytes = 64)
    assert(code("a.csv", utf8("id\n" + "x" * 100 + "\n"), limits = limits) === "too_large")
    assert(code("a.csv", utf8("id\n\"" + "x\n" * 40 + "\"\n"), limits = limits) === "too_large")
    assert(code("a.csv", utf8("x" * 100 + "\n1\n"), limits = limits) === "too_large")
    assert(member("a.csv", utf8("id\n" + "x" * 63 + "\n1\n"), limits = limits).records === 2)
  }

  test("bytes that are no text, or are named otherwise, are refused") {
    assert(problems("a.csv", gzip(utf8("id\n1\n"))).map(_.what) === Seq("its name says plain text, its bytes are gzip"))
    assert(problems("a.csv.gz", utf8("id\n1\n")).map(_.what) === Seq("its name says gzip, its bytes are plain text"))
    assert(code("a.ZIP", utf8("id\n1\n")) === "wrong_name")
    assert(code("a.txt", zip("a.csv" -> utf8("id\n1\n"))) === "wrong_name")
    assert(member("a.data", gzip(utf8("id\n1\n"))).compression === Compression.Gzip)
    assert(code("a.csv", "id\n1\n".getBytes("UTF-16")) === "not_text")
    assert(code("a.csv", "id\n1\n".getBytes("UTF-16LE")) === "not_text")
    assert(code("a.csv", utf8("PAR1\u0015...")) === "not_text")
    assert(code("a.csv.gz", gzip(utf8("id\u0000\n"))) === "not_text")
    assert(code("a.csv.gz", gzip(gzip(utf8("id\n1\n")))) === "nested")
  }

  test("nothing is left in the folder of work but whole copies") {
    val (latin, broken) = (encoded("id\né\n", "windows-1252"), gzip(utf8("id\n1\n")).dropRight(3))
    val paths = Seq(member("a.csv.gz", gzip(latin), several), member("b.csv", latin, several)).map(_.chunks.head.path)
    assert(paths.distinct.size === 1, "the same text has one copy")
    assert(code("c.csv.gz", broken) === "truncated")
    assert(!Files.list(work).iterator.asScala.exists(_.toString.contains(".tmp")))
  }

  private def configured(file: org.apache.hadoop.fs.Path): String =
    file.getFileSystem(configuration).makeQualified(file).toString
}
