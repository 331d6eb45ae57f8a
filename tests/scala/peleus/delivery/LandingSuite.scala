package peleus.delivery

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path => LocalPath}

import scala.jdk.CollectionConverters._
import scala.util.Random

import org.apache.hadoop.fs.Path
import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused

class LandingSuite extends AnyFunSuite with DeliveryFixture {

  /** SHA-256 of `abc`, from FIPS 180-2, appendix B.1. */
  private val abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  private def text(name: String, text: String): Path = delivered(name, text.getBytes(UTF_8))

  private def files(landing: LocalPath): Seq[String] =
    Files.walk(landing).iterator.asScala.filter(Files.isRegularFile(_)).map(landing.relativize(_).toString).toSeq.sorted

  private def land(file: Path, landing: LocalPath): Landing.Landed =
    Landing.land(file, new Path(landing.toUri), configuration)

  test("a file lies under the hash of its bytes, and nothing else does") {
    val landing = newFolder().resolve("landing")
    assert(land(text("a b%20é.csv", "abc"), landing) === Landing.Landed(abc, 3))
    assert(files(landing) === Seq(s"$abc/a b%20é.csv"))
    assert(Files.readString(landing.resolve(s"$abc/a b%20é.csv")) === "abc")
  }

  test("bytes of any number arrive as they were") {
    val landing = newFolder()
    Seq(0, 1, 8191, 8192, 3 << 20).foreach { size =>
      val bytes = new Random(size).nextBytes(size)
      val landed = land(delivered(s"$size.gz", bytes), landing)
      assert(landed.bytes === size)
      assert(Files.readAllBytes(landing.resolve(s"${landed.sha256}/$size.gz")).sameElements(bytes), size)
    }
  }

  test("a file that arrives again is left; one that was cut off is replaced") {
    val landing = newFolder()
    land(text("a.csv", "abc"), landing)
    val kept = landing.resolve(s"$abc/a.csv")
    val first = Files.readAttributes(kept, "fileKey").get("fileKey")
    land(text("a.csv", "abc"), landing)
    assert(Files.readAttributes(kept, "fileKey").get("fileKey") === first)
    Files.writeString(kept, "a")
    land(text("a.csv", "abc"), landing)
    assert(Files.readString(kept) === "abc")
    land(text("b.csv", "abc"), landing)
    assert(files(landing) === Seq(s"$abc/a.csv", s"$abc/b.csv"))
  }

  test("what cannot be read is refused, and leaves nothing") {
    val landing = newFolder()
    val missing = intercept[Refused](land(new Path(s"$landing/none.csv"), landing)).getMessage
    assert(missing.startsWith(s"the file $landing/none.csv cannot be read: "))
    assert(files(landing) === Nil)
  }
}
