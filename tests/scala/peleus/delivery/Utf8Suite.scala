package peleus.delivery

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.{ByteBuffer, CharBuffer}

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class Utf8Suite extends AnyFunSuite with ScalaCheckPropertyChecks {

  implicit override val generatorDrivenConfig: PropertyCheckConfiguration = PropertyCheckConfiguration(3000)

  private val characters = Gen.oneOf("a", "abcdefghijklmnopqrstuvwxyz0123456789", "é", "€", "한", "😀", "\n")
  private val oddBytes = Gen.oneOf(0x80, 0xbf, 0xc0, 0xc1, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff)
  private val runs = Gen.frequency(
    20 -> characters.map(_.getBytes(UTF_8)),
    1 -> oddBytes.map(byte => Array(byte.toByte)),
    1 -> characters.map(_.getBytes(UTF_8).dropRight(1))
  )
  private val texts = Gen.listOf(runs).map(_.flatten.toArray)

  private def padded(bytes: Array[Byte]): Array[Byte] = bytes ++ Array.fill(ByteWords.Padding)(0x80.toByte)

  private def firstMalformed(bytes: Array[Byte]): Int = Utf8.firstMalformed(padded(bytes), 0, bytes.length)

  test("the first malformed byte is where the JDK's decoder stops") {
    forAll(texts) { bytes =>
      val in = ByteBuffer.wrap(bytes)
      UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true)
      assert(firstMalformed(bytes) === in.position())
    }
  }

  test("every sequence of two to four bytes is judged like the JDK does") {
    val edges = Seq(0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff).map(_.toByte)
    for (first <- 0x80 to 0xff; second <- edges; third <- edges; fourth <- edges) {
      val bytes = Array(first.toByte, second, third, fourth)
      val in = ByteBuffer.wrap(bytes)
      UTF_8.newDecoder().decode(in, CharBuffer.allocate(8), true)
      assert(firstMalformed(bytes) === in.position(), bytes.map(_ & 0xff).mkString(" "))
    }
  }

  test("bytes of the original are the characters of an encoding of one byte") {
    forAll(Gen.stringOf(Gen.oneOf('a', 'é', '€', '\n', 'œ')), Gen.choose(0, 3)) { (text, skipped) =>
      val bytes = ("€" * skipped + text).getBytes(UTF_8)
      def count(encoding: String, decodable: Boolean): Long =
        OriginalBytes.count(encoding, bytes, 3 * skipped, bytes.length, decodable)
      assert(count("windows-1252", decodable = true) === text.length.toLong)
      assert(count("windows-1252", decodable = false) === text.length.toLong)
      assert(count("utf-8", decodable = true) === text.getBytes(UTF_8).length.toLong)
    }
  }

  test("bytes that could not be decoded count one each") {
    val bytes = "é".getBytes(UTF_8) ++ Array(0x81, 0x9d).map(_.toByte) ++ "€a".getBytes(UTF_8) ++ Array(0x8d.toByte)
    assert(OriginalBytes.count("windows-1252", bytes, 0, bytes.length, decodable = false) === 6)
  }

  test("an encoding of one byte is decoded like the JDK does, and unknown bytes stay") {
    val all = Array.tabulate(256)(_.toByte)
    Encodings.ofOneByte.foreach { encoding =>
      val bytes = padded(all ++ all.take(130))
      val out = new Array[Byte](3 * bytes.length)
      val end = new OneByteDecoder(encoding).decode(bytes, 386, out, 5)
      val expected = (all ++ all.take(130)).flatMap { byte =>
        val text = new String(Array(byte), encoding)
        if (text == "\ufffd") Array(byte) else text.getBytes(UTF_8)
      }
      assert(out.slice(5, end) === expected, encoding)
    }
  }
}
