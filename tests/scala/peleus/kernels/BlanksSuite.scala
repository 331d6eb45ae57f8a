package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform
import org.scalatest.funsuite.AnyFunSuite

class BlanksSuite extends AnyFunSuite {
  private val blanks = Seq(" ", "\t", "\r", "\n", "\u0000", "\u00a0", "\u2009", "\u200b", "\u202f", "\ufeff")
  private val base = Platform.BYTE_ARRAY_OFFSET.toLong

  test("each blank is found at both ends of a text, whole") {
    blanks.foreach { blank =>
      val bytes = s"$blank${blank}x$blank".getBytes(UTF_8)
      val length = blank.getBytes(UTF_8).length
      assert(Blanks.skip(bytes, base, base + bytes.length) == base + 2 * length)
      assert(Blanks.skipBack(bytes, base, base + bytes.length) == base + bytes.length - length)
      assert(Blanks.mayBegin(bytes.head) && Blanks.mayEnd(bytes.last))
    }
  }

  test("of other characters that people write, few look like a blank by a byte, and none is one") {
    Seq("a", "7", "é", "à", "ç", "ù", "€", "ß", "日", "𝒳", "\u2028").foreach { text =>
      val bytes = text.getBytes(UTF_8)
      assert(Blanks.skip(bytes, base, base + bytes.length) == base)
      assert(Blanks.skipBack(bytes, base, base + bytes.length) == base + bytes.length)
    }
    assert(Seq("a", "7", "é", "ç", "ß").forall(text => !Blanks.mayBegin(text.getBytes(UTF_8).head)))
    assert(Seq("a", "7", "é", "ç", "€").forall(text => !Blanks.mayEnd(text.getBytes(UTF_8).last)))
  }
}
