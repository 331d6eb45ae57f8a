package peleus.kernels

import java.text.Normalizer
import java.util.Locale

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class MissingTokensSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val usual = MissingTokens.compile(MissingTokens.default)

  private def isMissing(tokens: MissingTokens, cell: String): Boolean = tokens.isMissing(UTF8String.fromString(cell))

  test("every usual token, in any case, with any blanks, with and without accents") {
    for (token <- MissingTokens.default) {
      val apart = Normalizer.normalize(token, Normalizer.Form.NFD)
      val cased = Seq(token, token.toUpperCase(Locale.ROOT), token.toLowerCase(Locale.ROOT))
      val plain = Seq(apart, apart.replaceAll("\\p{Mn}", ""))
      for (written <- cased ++ plain) {
        assert(isMissing(usual, written), written)
        assert(isMissing(usual, s"\u00a0 $written\t\u200b "), written)
        for (behind <- Seq(" ", "\u0000", "\u00a0", "\u200b")) assert(isMissing(usual, written + behind), written)
        assert(isMissing(usual, written.replace(" ", "  \u00a0")), written)
        assert(!isMissing(usual, written + "x"), written)
        assert(!isMissing(usual, "x " + written), written)
      }
    }
  }

  test("values are no missing tokens") {
    val values =
      Seq("0", "N", "NON", "non", "no", "X", "x", "O", "oui", "1", "-1", "0.0", "aucun", "Nadia", "nom", "F", "M")
    val close =
      Seq("n", "na na", "n a", "nonrenseigné", "non", "sansobjet", "nulle", "e", "é", "\u0301", "!", "日", "nan1")
    for (cell <- values ++ close) assert(!isMissing(usual, cell), cell)
  }

  test("blank cells are missing, whatever the tokens") {
    for (tokens <- Seq(usual, MissingTokens.compile(Nil)); cell <- Seq("", " ", "\u00a0\u2003\r\n", "\u0000", "\u007f"))
      assert(isMissing(tokens, cell))
  }

  test("without tokens only blank cells are missing") {
    val none = MissingTokens.compile(Nil)
    for (cell <- MissingTokens.default ++ Seq("x", "é", " à ", "\u3000日")) assert(!isMissing(none, cell), cell)
  }

  test("own tokens replace the usual ones") {
    val own = MissingTokens.compile(Seq(" À   définir\u00a0", "99", "нет"))
    for (cell <- Seq("a definir", "À DÉFINIR", "à \u00a0 définir", "99", "нет", " A\u0300 de\u0301finir"))
      assert(isMissing(own, cell), cell)
    for (cell <- Seq("NA", "-", "9", "999", "à", "НЕТ")) assert(!isMissing(own, cell), cell)
    assert(isMissing(MissingTokens.compile(Seq("abcdefghijklmnop")), "ABCDEFGHIJKLMNOP"))
  }

  test("blank and overlong tokens are refused, naming the token") {
    def refusal(token: String): String =
      intercept[IllegalArgumentException](MissingTokens.compile(Seq("NA", token))).getMessage
    assert(refusal("") === "the token \"\" is blank; a blank cell is missing without it")
    assert(refusal(" \u00a0") === "the token \" \u00a0\" is blank; a blank cell is missing without it")
    assert(refusal("\u0301") === "the token \"\u0301\" is blank; a blank cell is missing without it")
    assert(
      refusal("non communiqué ici") ===
        "the token \"non communiqué ici\" is too long; allowed are 16 letters without their accents"
    )
  }

  test("property: a cell is missing when the same cell cleaned is, whatever bytes it holds") {
    val cleaner = WhitespaceCleaner.compile(collapse = true)
    val piece = Gen.oneOf(Seq("N", "A", "/", "non", "néant", " ", "\u00a0", "\u200b", "\t", "-", "\u0301", "vide", "x"))
    val odd = Gen.choose(Byte.MinValue, Byte.MaxValue).map(Array(_))
    val bytes = Gen.choose(0, 6).flatMap(Gen.listOfN(_, Gen.frequency(9 -> piece.map(_.getBytes("UTF-8")), 1 -> odd)))
    forAll(bytes, minSuccessful(5000)) { pieces =>
      val cell = UTF8String.fromBytes(pieces.toArray.flatten)
      val cleaned = cleaner.clean(cell)
      assert(usual.isMissing(cell) == (cleaned == null || usual.isMissing(cleaned)))
    }
  }

  test("every part of a longer text is judged as if it stood alone") {
    val whole = "x N/A\u00a0 sans \u00a0objet - néant ? non\u2003renseignée.".getBytes("UTF-8")
    var found = 0
    for (start <- whole.indices; end <- start to whole.length) {
      val part = UTF8String.fromAddress(whole, Platform.BYTE_ARRAY_OFFSET.toLong + start, end - start)
      val alone = UTF8String.fromBytes(whole.slice(start, end))
      if (usual.isMissing(part)) found += 1
      assert(usual.isMissing(part) == usual.isMissing(alone), s"from $start to $end")
    }
    assert(found > 50)
  }
}
