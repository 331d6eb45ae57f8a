package peleus.kernels

import org.apache.spark.unsafe.types.UTF8String
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class BooleanParserSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  import BooleanParser.{Blank, NoBoolean}

  private def utf8(text: String): UTF8String = UTF8String.fromString(text)

  private def parser(languages: String*): BooleanParser = {
    val (trues, falses) = languages.map(BooleanParser.tokens).unzip
    BooleanParser.compile(trues.flatten, falses.flatten)
  }

  private def check(parser: BooleanParser)(cells: (String, Int)*): Unit =
    cells.foreach { case (cell, expected) => assert(parser.parse(utf8(cell)) === expected, s"for \"$cell\"") }

  test("each language reads its words, in any case") {
    check(parser("fr"))("oui" -> 1, "O" -> 1, "Vrai" -> 1, "ACTIF" -> 1, "1" -> 1, "non" -> 0, "FAUX" -> 0, "0" -> 0)
    check(parser("en"))("yes" -> 1, "Y" -> 1, "True" -> 1, "on" -> 1, "no" -> 0, "F" -> 0, "Off" -> 0, "inactive" -> 0)
    check(parser("de"))("ja" -> 1, "J" -> 1, "Wahr" -> 1, "nein" -> 0, "FALSCH" -> 0, "inaktiv" -> 0)
    check(parser("es"))("sí" -> 1, "SI" -> 1, "Verdadero" -> 1, "falso" -> 0, "no" -> 0, "inactivo" -> 0)
    check(parser("it"))("sì" -> 1, "SÌ" -> 1, "vero" -> 1, "falso" -> 0, "no" -> 0, "inattivo" -> 0)
    check(parser("pt"))("sim" -> 1, "VERDADEIRO" -> 1, "não" -> 0, "NAO" -> 0, "inativo" -> 0)
  }

  test("a language reads no other's words") {
    check(parser("fr"))("yes" -> NoBoolean, "y" -> NoBoolean, "ja" -> NoBoolean, "sim" -> NoBoolean)
    check(parser("en"))("oui" -> NoBoolean, "o" -> NoBoolean, "nein" -> NoBoolean, "vrai" -> NoBoolean)
  }

  test("the whole cell is one token") {
    check(parser("fr", "en"))(
      Seq("ou", "ouii", "oui non", "o/n", "1.0", "0.0", "01", "-1", "2", "vrai.", "?", "oui" * 10, "inactifs", "nul")
        .map(_ -> NoBoolean): _*
    )
  }

  test("blanks around a token do not count, and a blank cell is missing") {
    check(parser("fr"))(" oui " -> 1, "\u00a0non\u202f" -> 0, "\tO\r\n" -> 1, "\ufeff1" -> 1, "o ui" -> NoBoolean)
    check(parser("fr"))("" -> Blank, "  " -> Blank, "\u00a0\ufeff" -> Blank)
  }

  test("accents do not count, composed or decomposed") {
    val numbers = BooleanParser.compile(Seq("activé"), Seq("Désactivé", "да"))
    check(numbers)(
      "ACTIVÉ" -> 1,
      "active" -> 1,
      "active\u0301" -> 1,
      "desactive" -> 0,
      "DÉSACTIVÉ" -> 0,
      "De\u0301sactive\u0301" -> 0,
      "да" -> 0, // other scripts as they stand
      "ДА" -> NoBoolean,
      "\u0301" -> NoBoolean
    )
    check(parser("pt"))("nãO" -> 0, "na\u0303o" -> 0)
  }

  test("tokens of up to 16 bytes") {
    val long = BooleanParser.compile(Seq("abcdefghijklmnop", "abcdefgh"), Seq("abcdefghijklmnox", "abcdefghi"))
    check(long)(
      "abcdefghijklmnop" -> 1,
      "ABCDEFGH" -> 1,
      "abcdefghijklmnox" -> 0,
      "abcdefghi" -> 0,
      "abcdefghijklmno" -> NoBoolean,
      "abcdefghijklmnopq" -> NoBoolean,
      "abcdefg" -> NoBoolean,
      "ab\u0000cdefgh" -> NoBoolean
    )
  }

  test("one class alone may be declared") {
    check(BooleanParser.compile(Seq("x"), Nil))("X" -> 1, "y" -> NoBoolean, "" -> Blank)
    check(BooleanParser.compile(Nil, Seq("1.0")))("1.0" -> 0, "1" -> NoBoolean)
  }

  test("the languages known agree with each other") {
    val all = parser(BooleanTokens.Languages: _*)
    BooleanTokens.Languages.foreach { language =>
      val (trues, falses) = BooleanParser.tokens(language)
      trues.foreach(token => assert(all.parse(utf8(token)) === 1, s"$token in $language"))
      falses.foreach(token => assert(all.parse(utf8(token)) === 0, s"$token in $language"))
    }
  }

  test("what cannot be declared is refused, naming the token") {
    def refusal(trues: Seq[String], falses: Seq[String]): String =
      intercept[IllegalArgumentException](BooleanParser.compile(trues, falses)).getMessage
    assert(refusal(Nil, Nil) === "no token for true or false was given; at least one is needed")
    assert(
      refusal(Seq("oui", "Né"), Seq("non", " ne ")) ===
        "the token \"Né\" stands for true and for false; each may stand for one only"
    )
    assert(
      refusal(Seq("oui", " "), Nil) === "the token \" \" is blank; a blank cell is missing, neither true nor false"
    )
    assert(
      refusal(Nil, Seq("abcdefghijklmnopq")) ===
        "the token \"abcdefghijklmnopq\" is too long; allowed are 16 letters without their accents"
    )
    val unknown = intercept[IllegalArgumentException](BooleanParser.tokens("nl"))
    assert(unknown.getMessage === "the language \"nl\" is not known; allowed are fr, en, de, es, it, pt")
  }

  test("property: any bytes are read or refused, never thrown at") {
    val all = parser(BooleanTokens.Languages: _*)
    val telling = Array(0xc3, 0xa9, 0xcc, 0x81, 0xcd, 0xaf, 0xc2, 0xa0).map(_.toByte) ++ "aeoinsuv10 ".getBytes("UTF-8")
    val bytes = Gen.listOf(Gen.frequency(9 -> Gen.oneOf(telling.toSeq), 1 -> Gen.choose(Byte.MinValue, Byte.MaxValue)))
    forAll(bytes) { bytes =>
      val result = all.parse(UTF8String.fromBytes(bytes.toArray))
      assert(Set(0, 1, NoBoolean, Blank)(result))
    }
  }
}
