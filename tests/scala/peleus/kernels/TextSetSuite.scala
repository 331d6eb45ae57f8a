package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.unsafe.Platform
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class TextSetSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private def contains(set: TextSet, text: String): Boolean = {
    val bytes = s"<$text>".getBytes(UTF_8)
    set.contains(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + 1, bytes.length - 2)
  }

  private val text: Gen[String] = Gen.choose(0, 20).flatMap(Gen.listOfN(_, Gen.oneOf('a', 'b', 'é'))).map(_.mkString)

  test("holds its texts and no other") {
    forAll(Gen.listOf(text), Gen.listOf(text)) { (texts, others) =>
      val set = TextSet(texts)
      (texts ++ others).foreach(text => assert(contains(set, text) == texts.contains(text), text))
    }
  }

  test("every short text is told from every other") {
    val texts = Iterator.iterate(Seq(""))(_.flatMap(text => Seq("a", "b").map(text + _))).take(6).flatten.toSeq
    texts.foreach { text =>
      val set = TextSet(Seq(text))
      assert(texts.filter(contains(set, _)) === Seq(text))
    }
  }

  test("texts that differ in the middle, in a zero byte or in case are others") {
    val set = TextSet(Seq("Saint-Étienne-du-Rouvray", "a", "FR"))
    assert(contains(set, "Saint-Étienne-du-Rouvray") && contains(set, "FR"))
    Seq("Saint-Étienne-de-Rouvray", "a\u0000", "fr", "", "F").foreach(text => assert(!contains(set, text), text))
  }
}
