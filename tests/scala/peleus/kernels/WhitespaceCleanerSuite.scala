package peleus.kernels

import java.util.Arrays

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class WhitespaceCleanerSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  implicit override val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = 5000)

  private val collapsing = WhitespaceCleaner.compile(collapse = true)
  private val counting = WhitespaceCleaner.compile(collapse = false)
  private val cleaners = Seq(true -> collapsing, false -> counting)

  private def clean(cleaner: WhitespaceCleaner, text: String): String =
    Option(cleaner.clean(UTF8String.fromString(text))).map(_.toString).orNull

  private def isWhite(code: Int): Boolean = Character.toString(code).matches("\\p{IsWhite_Space}")

  private def isUnseen(code: Int): Boolean =
    Set(0x200b, 0x2060, 0xfeff)(code) || (Character.getType(code) == Character.CONTROL && !isWhite(code))

  /** The same in plain Scala, code point by code point, with the white space that the JDK knows. */
  private def slowly(text: String, collapse: Boolean): String = {
    val seen = text.codePoints.toArray.toSeq.filterNot(isUnseen).map(code => if (isWhite(code)) ' '.toInt else code)
    val spaced = seen.map(Character.toString(_)).mkString.dropWhile(_ == ' ').reverse.dropWhile(_ == ' ').reverse
    if (spaced.isEmpty) null else if (collapse) spaced.replaceAll(" +", " ") else spaced
  }

  private val blanks = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000".toSeq
  private val unseen = "\u0000\u0008\u001b\u001f\u007f\u0080\u009f\u200b\u2060\ufeff".toSeq

  private val piece: Gen[String] = Gen.frequency(
    4 -> Gen.const(" "),
    3 -> Gen.oneOf(blanks).map(_.toString),
    2 -> Gen.oneOf(unseen).map(_.toString),
    4 -> Gen
      .oneOf("a", "Du", "pontel", "Anne-Marie", "é", "ÈÀ", "œ", "’", "°", "«", "€", "e\u0301", "日本", "ᚁ", "、", "！"),
    2 -> Gen.oneOf("\u200c", "\u200d", "\u00ad", "\u2011", "\u180e", "👩\u200d🚀", "😀", "\uffff", "~", "!"),
    1 -> Gen
      .choose(0, Character.MAX_CODE_POINT)
      .suchThat(code => code < 0xd800 || code > 0xdfff)
      .map(Character.toString(_))
  )
  private val text: Gen[String] = Gen.choose(0, 25).flatMap(Gen.listOfN(_, piece)).map(_.mkString)

  private val bytes: Gen[Array[Byte]] = {
    val telling = Seq(0xc2, 0xa0, 0x85, 0xe1, 0x9a, 0x80, 0xe2, 0x81, 0x8b, 0xa8, 0xe3, 0xef, 0xbb, 0xbf, 0xf0, 0, ' ')
    val one = Gen.frequency(9 -> Gen.oneOf(telling).map(_.toByte), 2 -> Gen.choose(Byte.MinValue, Byte.MaxValue))
    Gen.listOf(Gen.frequency(2 -> one.map(Array(_)), 1 -> piece.map(_.getBytes("UTF-8")))).map(_.toArray.flatten)
  }

  test("blanks around a cell go, blanks inside become plain spaces") {
    val cells = Seq( // cell, collapsed, each blank one space
      ("  Jean   Dupont ", "Jean Dupont", "Jean   Dupont"),
      ("\u00a0Jean\u00a0\u00a0Dupont\u202f", "Jean Dupont", "Jean  Dupont"),
      ("1\u202f234\u00a0€", "1 234 €", "1 234 €"),
      ("12, rue\r\nde\tl’Église", "12, rue de l’Église", "12, rue  de l’Église"),
      ("a\u200bb", "ab", "ab"),
      ("a \u200b b", "a b", "a  b"),
      ("a\u200b b\ufeff", "a b", "a b"),
      ("\ufeffnom", "nom", "nom"),
      ("Du\u0000pont\u0007", "Dupont", "Dupont"),
      ("東京\u3000都", "東京 都", "東京 都"),
      ("sou\u00adligner", "sou\u00adligner", "sou\u00adligner"),
      ("👩\u200d🚀 \u2060x", "👩\u200d🚀 x", "👩\u200d🚀 x"),
      ("x", "x", "x"),
      (" x", "x", "x"),
      ("DUPONT" + " " * 40, "DUPONT", "DUPONT")
    )
    cells.foreach { case (cell, collapsed, counted) =>
      assert(clean(collapsing, cell) === collapsed)
      assert(clean(counting, cell) === counted)
    }
  }

  test("nothing left is null") {
    for (cell <- Seq("", " ", "\u00a0", " \t\r\n ", "\u200b", "\u0000 \u0000", "\ufeff\u2060", blanks.mkString * 3))
      for ((_, cleaner) <- cleaners) assert(clean(cleaner, cell) === null)
  }

  test("cells padded to any width") {
    for (width <- 0 to 40; (_, cleaner) <- cleaners; cell <- Seq("DUPONT", "Noël", "x\u00a0", " ")) {
      val expected = if (cell == " ") null else cell.stripSuffix("\u00a0")
      assert(clean(cleaner, cell + " " * width) === expected, s"$cell padded by $width")
    }
  }

  test("every character of Unicode, alone and at each place of a word") {
    for (code <- 0 to Character.MAX_CODE_POINT if code < 0xd800 || code > 0xdfff) {
      val character = Character.toString(code)
      val cell = "abcdefgh".take(code % 9) + character + "xyz"
      val expected = slowly(character, collapse = true)
      assert(clean(collapsing, character) == expected, code.toHexString)
      val inside = if (isWhite(code)) " " else if (expected == null) "" else character
      val replaced = "abcdefgh".take(code % 9) + inside + "xyz"
      assert(clean(counting, cell) == (if (code % 9 == 0 && inside == " ") "xyz" else replaced), code.toHexString)
    }
  }

  for ((collapse, cleaner) <- cleaners) {
    test(s"property: it agrees with the plain definition (collapse = $collapse)") {
      forAll(text)(text => assert(clean(cleaner, text) == slowly(text, collapse), text))
    }

    test(s"property: a clean text is given back, the same object (collapse = $collapse)") {
      forAll(text) { text =>
        val cleaned = cleaner.clean(UTF8String.fromString(text))
        if (cleaned != null) assert(cleaner.clean(cleaned) eq cleaned)
        val cell = UTF8String.fromString(text)
        assert((cleaner.clean(cell) eq cell) == (slowly(text, collapse) == text))
      }
    }

    test(s"property: malformed bytes stay, and cleaning again changes nothing (collapse = $collapse)") {
      forAll(bytes) { bytes =>
        val cell = UTF8String.fromBytes(bytes)
        val before = bytes.clone
        val cleaned = cleaner.clean(cell)
        assert(Arrays.equals(bytes, before))
        if (cleaned != null) {
          assert(cleaner.clean(cleaned) eq cleaned)
          val base = cleaned.getBaseObject
          val (first, end) = (cleaned.getBaseOffset, cleaned.getBaseOffset + cleaned.numBytes)
          assert(Spacing.at(base, first, end) == 0)
          assert(Spacing.skipBack(base, first, end) == end)
        }
      }
    }
  }

  test("malformed bytes are copied, and none are joined") {
    def bytes(values: Int*): Array[Byte] = values.map(_.toByte).toArray
    def check(cell: Array[Byte], expected: Array[Byte]): Unit =
      assert(collapsing.clean(UTF8String.fromBytes(cell)).getBytes.toSeq === expected.toSeq)
    check(bytes(' ', 0xff, 0xc2, ' ', ' ', 0xe2, 0x80), bytes(0xff, 0xc2, ' ', 0xe2, 0x80))
    check(bytes(0xc2, 0, 0xa0), bytes(0xc2, ' ', 0xa0)) // not the no-break space C2 A0
    check(bytes(0xe2, 0xe2, 0x80, 0x8b, 0x80, 0xa8), bytes(0xe2, ' ', 0x80, 0xa8))
    check(bytes('a', 0, 0xa0), bytes('a', 0xa0))
    check(bytes(0xc3, 0, 'a'), bytes(0xc3, 'a'))
  }

  test("every part of a longer text is cleaned as if it stood alone") {
    val whole =
      "\u00a0 Jean  d’Été\u200b\u00a0de\r\n l’Œuvre\u3000\u2003日本 x  \ufeff zz\u0000\u0085é ".getBytes("UTF-8")
    for {
      (_, cleaner) <- cleaners
      start <- whole.indices
      end <- start to whole.length
    } {
      val part = UTF8String.fromAddress(whole, Platform.BYTE_ARRAY_OFFSET.toLong + start, end - start)
      val alone = UTF8String.fromBytes(whole.slice(start, end))
      assert(cleaner.clean(part) == cleaner.clean(alone), s"from $start to $end")
    }
  }
}
