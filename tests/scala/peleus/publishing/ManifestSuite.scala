package peleus.publishing

import java.nio.file.Files

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.types.StructType
import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused

class ManifestSuite extends AnyFunSuite {
  private val configuration = new Configuration
  private val columns = new StructType().add("id", "long").add("price", "decimal(12,2)", true, "in €")

  private val full = Manifest(
    TableName("flights", "checked"),
    "2024-05",
    7,
    Manifest.Publish,
    Some("ab" * 32),
    "1f",
    Some("corrected"),
    Some(3),
    Some("the supplier's \"last\" word"),
    Seq(
      Part("rejects", "rejects", new StructType().add("_line", "long"), Nil),
      Part(
        "",
        "clean",
        columns,
        Seq(Part.File("part-0.parquet", 3000000000L, 20L), Part.File("part-1.parquet", 5L, 1L))
      )
    )
  )

  private def folder() = Files.createTempDirectory("manifest")

  test("a manifest is read as it was written") {
    val unreadable =
      full.copy(
        outcome = Manifest.Fail,
        delivery = None,
        decision = None,
        corrects = None,
        released = None,
        parts = Nil
      )
    Seq(full, full.copy(outcome = Manifest.Hold), unreadable).foreach { manifest =>
      val place = new Path(folder().toString)
      Manifest.write(manifest, place, configuration)
      assert(Manifest.in(place, configuration).contains(manifest))
    }
    assert(full.rows == 21 && unreadable.rows == 0)
  }

  test("where there is none, none is found") {
    assert(Manifest.in(new Path(folder().toString), configuration).isEmpty)
    assert(Manifest.in(new Path(folder().resolve("no/such").toString), configuration).isEmpty)
  }

  test("a damaged one is refused with its place and what is wrong") {
    val whole = peleus.document.Json.pretty(full.json)
    def damaged(text: String): String = {
      val place = folder()
      Files.writeString(place.resolve("manifest.json"), text)
      intercept[Refused](Manifest.in(new Path(place.toString), configuration)).getMessage
    }
    assert(damaged(whole.take(200)).matches("(?s).*manifest.json:\\d+:\\d+.*is not JSON.*"))
    assert(damaged(whole.replace("\"publish\"", "\"published\"")).contains("'outcome' must be publish, hold, fail"))
    assert(damaged(whole.replace("\"contract\"", "\"contact\"")).contains("'contract' is missing"))
    assert(
      damaged(whole.replace("\"bytes\": 5", "\"bytes\": 5.5"))
        .contains("'bytes' must be a whole number, got the number 5.5")
    )
    assert(damaged(whole.replace("flights.checked", "flights")).contains("'flights' is not the name of a table"))
    assert(damaged(whole.replace("\"struct\"", "\"long\"")).contains("'columns' must be a structure of Spark's"))
  }
}
