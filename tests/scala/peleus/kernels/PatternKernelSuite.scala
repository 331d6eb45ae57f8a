package peleus.kernels

import java.nio.charset.StandardCharsets.UTF_8
import java.util.regex.Pattern

import org.apache.spark.unsafe.Platform
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class PatternKernelSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  implicit override val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = 1000)

  private def answer(pattern: String, text: String): Int = {
    val bytes = s"<$text>".getBytes(UTF_8) // inside a larger buffer
    PatternKernel.compile(pattern).get.matches(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + 1, bytes.length - 2)
  }

  test("usual shapes") {
    Seq(
      ("[0-9]{5}", Seq("75001", "00000"), Seq("7500", "750011", "7500a", "", "é5001")),
      ("[A-Z0-9]{5,6}", Seq("AB123", "ABC123"), Seq("AB12", "ABC1234", "ab123")),
      ("\\d{2}-\\d{4}", Seq("12-3456"), Seq("12 3456", "1-3456", "12-34567")),
      (
        ".+@.+\\..{2,}",
        Seq("a@b.fr", "hélène@x.y.org", "@@@.é€".take(5) + "ß"),
        Seq("a@b.f", "@b.fr", "a@.fr", "a@bfr", "a\n@b.fr")
      ),
      ("FR|BE|LU", Seq("FR", "LU"), Seq("F", "FRBE", "")),
      ("^(?:a|bc)*d?$", Seq("", "d", "abcad"), Seq("cb", "dd")),
      ("[^@ ]+", Seq("é", "日本"), Seq("", "a@")),
      ("a{0}b", Seq("b"), Seq("ab", ""))
    ).foreach { case (pattern, right, wrong) =>
      right.foreach(text => assert(answer(pattern, text) == PatternKernel.Matches, s"$pattern on $text"))
      wrong.foreach(text => assert(answer(pattern, text) == PatternKernel.Differs, s"$pattern on $text"))
    }
  }

  test("a character that may be an end of a line is left to java.util.regex") {
    Seq("a\u0085", "\u2028", "\u00a0", "5 €").foreach(text => assert(answer(".*", text) == PatternKernel.Unclear, text))
  }

  test("what cannot be matched exactly is not compiled") {
    Seq(
      "(?i)a",
      "a++",
      "\\bword",
      "(a)\\1",
      "(?=a)a",
      "é",
      "\\p{L}",
      "[a&&b]",
      "[[a]]",
      "a{1,2000}",
      "\\Qa\\E",
      "a$b",
      "\\t"
    )
      .foreach(pattern => assert(PatternKernel.compile(pattern).isEmpty, pattern))
  }

  private val atom: Gen[String] =
    Gen.oneOf(
      "a",
      "b",
      "7",
      ".",
      "@",
      "\\.",
      "\\d",
      "\\w",
      "\\S",
      "[ab]",
      "[a-c7]",
      "[^a]",
      "[\\d-]",
      "[@.-]",
      "-",
      "é"
    )

  private def pattern(depth: Int): Gen[String] = for {
    parts <- Gen.choose(0, 3).flatMap(Gen.listOfN(_, part(depth)))
    more <- Gen.frequency(
      4 -> Gen.const(""),
      1 -> Gen.lzy(if (depth > 0) pattern(depth - 1).map("|" + _) else Gen.const(""))
    )
  } yield parts.mkString + more

  private def part(depth: Int): Gen[String] = for {
    inner <- if (depth == 0) atom else Gen.frequency(3 -> atom, 1 -> pattern(depth - 1).map(p => s"($p)"))
    count <- Gen.oneOf("", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "{0,1}", "+?")
  } yield inner + count

  private val text: Gen[String] =
    Gen
      .choose(0, 9)
      .flatMap(Gen.listOfN(_, Gen.oneOf("a", "b", "c", "7", "@", ".", "-", " ", "\n", "é", "\u2028", "日", "𝒳")))
      .map(_.mkString)

  test("the kernel says what java.util.regex says, or nothing") {
    forAll(pattern(2), Gen.listOfN(20, text)) { (pattern, texts) =>
      PatternKernel.compile(pattern).foreach { _ =>
        texts.foreach { text =>
          val expected = if (Pattern.matches(pattern, text)) PatternKernel.Matches else PatternKernel.Differs
          val got = answer(pattern, text)
          assert(got == expected || (got == PatternKernel.Unclear && text.exists(_ > 127)), s"'$pattern' on '$text'")
        }
      }
    }
  }
}
