package peleus.parquet

import java.nio.charset.StandardCharsets.UTF_8

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class DictionariesSuite extends AnyFunSuite with ScalaCheckPropertyChecks {

  /** What a dictionary must say: values are numbered as they come first. */
  private def expected[A](values: Seq[A]): Seq[Int] = {
    val first = values.distinct.zipWithIndex.toMap
    values.map(first)
  }

  private val texts: Gen[Seq[String]] = for {
    alphabet <- Gen.oneOf(Seq("a"), Seq("a", "b"), Seq("é", "x", "\u0000"), ('a' to 'z').map(_.toString))
    length <- Gen.oneOf(3, 9, 20)
    texts <- Gen.listOf(Gen.choose(0, length).flatMap(Gen.listOfN(_, Gen.oneOf(alphabet))).map(_.mkString))
  } yield texts

  test("texts are numbered as they come first, and the page holds each of them once") {
    forAll(texts) { texts =>
      val dictionary = new TextDictionary
      val around = "<<".getBytes(UTF_8)
      val numbers = texts.map { text =>
        val bytes = text.getBytes(UTF_8)
        dictionary.numberOf(around ++ bytes ++ around, around.length, bytes.length)
      }
      assert(numbers == expected(texts))
      val kept = (0 until dictionary.size).map { number =>
        new String(dictionary.plain.array, dictionary.start(number), dictionary.length(number), UTF_8)
      }
      assert(kept == texts.distinct)
      assert(dictionary.plain.size == texts.distinct.map(_.getBytes(UTF_8).length + 4).sum)
    }
  }

  private val numbers: Gen[Seq[Long]] = Gen.listOf(
    Gen.oneOf(
      Gen.choose(-50L, 50L),
      Gen.long,
      Gen.choose(0, 1000).map(n => java.lang.Double.doubleToRawLongBits(n / 4.0)),
      Gen.oneOf(0L, -1L, Long.MinValue, Long.MaxValue, java.lang.Double.doubleToRawLongBits(-0.0))
    )
  )

  test("numbers are numbered as they come first") {
    forAll(numbers) { values =>
      val dictionary = new NumberDictionary(isLong = true)
      assert(values.map(dictionary.numberOf) == expected(values))
      assert((0 until dictionary.size).map(dictionary(_)) == values.distinct)
      assert(dictionary.plain.size == values.distinct.size * 8)
    }
  }

  test("many values that differ in few bits, after growing and again after clearing") {
    val dictionary = new NumberDictionary(isLong = true)
    val values = (0 until 20000).map(n => java.lang.Double.doubleToRawLongBits(n.toDouble))
    (1 to 2).foreach { _ =>
      assert(values.map(dictionary.numberOf) == values.indices)
      assert(values.reverse.map(dictionary.numberOf) == values.indices.reverse)
      dictionary.clear()
      assert(dictionary.size == 0 && dictionary.plain.size == 0)
    }
  }
}
