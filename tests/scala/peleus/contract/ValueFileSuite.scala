package peleus.contract

import java.io.IOException
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.Files

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused

class ValueFileSuite extends AnyFunSuite {
  private def values(text: String, name: String = "codes.csv"): Seq[String] =
    ValueFile.values(name, "code", _ => text).fold(fail(_), identity)

  private def why(load: ValueFile.Load): String = ValueFile.values("codes.csv", "code", load).left.getOrElse("")

  test("a csv gives its first cells, without a first line that is the field's name") {
    assert(values("code,name\nFR,France\n\n US ;x\r\nDE\tGermany\nFR,again") == Seq("FR", "US", "DE"))
    assert(values("FR\ncode\n") == Seq("FR", "code"))
    assert(values("Code\nFR") == Seq("Code", "FR"))
    assert(values("\ufeffcode\n\"a, \"\"b\"\"\",c") == Seq("a, \"b\""))
  }

  test("a txt gives its lines") {
    assert(values("a, b\n\u00a0c\n", "codes.txt") == Seq("a, b", "c"))
  }

  test("a file that cannot be used is named") {
    val folder = Files.createTempDirectory("values")
    Files.write(folder.resolve("codes.csv"), "é".getBytes(ISO_8859_1))
    assert(why(ValueFile.none) == "there is no file 'codes.csv' beside the contract")
    assert(why(ValueFile.in(folder.resolve("none").toString)) == "there is no file 'codes.csv' beside the contract")
    assert(why(ValueFile.in(folder.toString)) == "the file 'codes.csv' is not UTF-8")
    assert(why(_ => "code\n \n") == "the file 'codes.csv' holds no value")
    assert(why(_ => throw new IOException("broken")) == "the file 'codes.csv' cannot be read: broken")
    assert(why(_ => throw Refused.because("there is no file /x")) == "there is no file /x")
  }
}
