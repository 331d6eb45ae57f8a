package peleus.delivery

import java.nio.charset.StandardCharsets.ISO_8859_1
import java.security.MessageDigest
import java.util.HexFormat

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.delivery.RecordOracle.Piece

class SequencerPropertySuite extends AnyFunSuite with ScalaCheckPropertyChecks with DeliveryFixture {

  implicit override val generatorDrivenConfig: PropertyCheckConfiguration = PropertyCheckConfiguration(1000)

  /** Not shrunk with the text: no chunk has 0 bytes. */
  private case class Sizes(chunkBytes: Long, bufferBytes: Int)

  private val chars = Gen.frequency(
    6 -> Gen.const('a'),
    4 -> Gen.const(','),
    2 -> Gen.const(';'),
    6 -> Gen.const('"'),
    6 -> Gen.const('\n'),
    2 -> Gen.const('\r'),
    2 -> Gen.oneOf('é', '€'),
    2 -> Gen.const(' '),
    2 -> Gen.const('\t')
  )
  private val texts = Gen.choose(0, 200).flatMap(size => Gen.stringOfN(size, chars))
  private val layouts = for {
    delimiter <- Gen.oneOf(',', ';', '\t')
    quote <- Gen.frequency(4 -> Gen.some(Gen.const('"')), 1 -> Gen.const(None))
    maxLines <- Gen.choose(1, 5)
    encoding <- Gen.oneOf("utf-8", "windows-1252")
    preamble <- Gen.choose(0, 2)
  } yield Layout(Seq(encoding), Seq(delimiter), quote, preamble, maxLines)
  private val sizes = for {
    chunk <- Gen.oneOf(Gen.choose(1L, 40L), Gen.choose(1L, 1L << 20))
    buffer <- Gen.oneOf(Gen.choose(16, 64), Gen.choose(16, 1 << 16))
  } yield Sizes(chunk, buffer)

  test("records, lines, blanks and chunks are those of the grammar, however buffers and chunks fall") {
    forAll(texts, layouts, sizes, Gen.oneOf(true, false)) {
      case (body, layout, Sizes(chunkBytes, bufferBytes), packed) =>
        val encoding = layout.encodings.head
        val head = "about\n" * layout.preambleRows + s"x${layout.delimiters.head}y\r\n"
        val text = head + body
        val original = encoded(text, encoding)
        val file = if (packed) delivered("a.csv.gz", gzip(original)) else delivered("a.csv", original)
        val limits = Limits(bufferBytes = bufferBytes)
        val inFile = piecesOf(original, head.length, layout)
        if (inFile.forall(_.blank))
          assert(
            intercept[DeliveryFailed](members(file, layout, chunkBytes, limits)).problems.map(_.code) === Seq("empty")
          )
        else {
          val member = members(file, layout, chunkBytes, limits).head
          assert(member.bytes === original.length.toLong)
          assert(member.sha256 === HexFormat.of.formatHex(MessageDigest.getInstance("SHA-256").digest(original)))
          assert(member.head === head.length.toLong)
          assert(member.labels === Seq("x", "y"))
          assert(member.records === inFile.count(!_.blank).toLong)
          assert(member.lines.blank === inFile.count(_.blank).toLong)
          assert(member.lines.ofRecords === inFile.filterNot(_.blank).map(_.lines).sum.toLong)
          assert(member.lines.physical === (layout.preambleRows + 1 + inFile.map(_.lines).sum).toLong)
          val inText = piecesOf(utf8(text), head.length, layout)
          assert(
            member.chunks === expected(inFile, inText, layout.preambleRows + 2, member.chunks.head.path, chunkBytes)
          )
          assert(
            content(member.chunks.head.path).drop(head.length) === utf8(body) || member.chunks.head.path == member.path
          )
        }
    }
  }

  /** A character of the text that is cut is a byte, so that places are those of bytes. */
  private def piecesOf(bytes: Array[Byte], from: Int, layout: Layout): Seq[Piece] =
    RecordOracle.cut(new String(bytes, ISO_8859_1), from, layout, layout.delimiters.head)

  private def expected(inFile: Seq[Piece], inText: Seq[Piece], line: Int, path: String, size: Long): Seq[Chunk] = {
    val runs = RecordOracle.chunks(inText, size)
    runs.zip(runs.scanLeft(0)(_ + _.size)).map { case (run, before) =>
      Chunk(
        path = path,
        from = run.head.from.toLong,
        to = run.last.to.toLong,
        offset = inFile(before).from.toLong,
        line = line + inText.take(before).map(_.lines).sum.toLong,
        lines = run.map(_.lines).sum.toLong,
        blank = run.count(_.blank).toLong,
        records = run.count(!_.blank).toLong,
        decodable = true
      )
    }
  }
}
