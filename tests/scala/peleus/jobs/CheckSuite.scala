package peleus.jobs

import java.io.ByteArrayOutputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import scala.jdk.CollectionConverters._

import org.apache.spark.sql.Row

import peleus.{Refused, SparkSuite}

class CheckSuite extends SparkSuite {
  private val contract = """contract: people
version: 1.0.0
delivery:
  files: "people_{date:yyyy-MM}*.{csv,csv.gz}"
  encoding: [utf-8, windows-1252]
  dialect: {delimiter: [",", ;]}
policy: {tolerate: {percent: 40}}
fields:
  id:    {type: integer, required: true}
  birth: {type: date, formats: [yyyy-MM-dd, dd/MM/yyyy], labels: [né le]}
  name:  {type: string, max_length: 10}
"""
  private val plain = "id,birth,name\n1,1980-12-31,Ann\n2,31/12/1980,Bob\nx,,Zoe\n"

  /** A folder with a contract and an inbox. */
  private final class Project {
    val folder: Path = Files.createTempDirectory("people")
    Files.writeString(folder.resolve("people.yaml"), contract)
    private val inbox = Files.createDirectory(folder.resolve("inbox"))

    def deliver(name: String, content: Array[Byte]): Project = { Files.write(inbox.resolve(name), content); this }
    def deliver(name: String, text: String): Project = deliver(name, text.getBytes(UTF_8))
    def path(name: String): String = folder.resolve(name).toString
    def check(date: Option[String] = None): Outcome =
      Check(path("people.yaml"), path("inbox"), path("staged"), date).run(spark)
    def files: Set[String] = {
      val found = Files.walk(folder)
      try found.iterator.asScala.map(folder.relativize(_).toString).toSet
      finally found.close()
    }
  }

  private def gzip(bytes: Array[Byte]): Array[Byte] = {
    val packed = new ByteArrayOutputStream
    val out = new GZIPOutputStream(packed)
    out.write(bytes)
    out.close()
    packed.toByteArray
  }

  test("a good delivery is staged") {
    val project = new Project().deliver("people_2024-05.csv", plain)
    val done = project.check()
    val counts = "4 lines = 1 header + 3 of records: 2 clean + 1 rejected"
    val report = s"${project.path("staged")}/report.json"
    assert(done == Outcome(ExitCode.Done, s"STAGED  people 2024-05  $counts  -> $report", Some(report), Some("staged")))
    assert(Set("staged/clean", "staged/rejects", "staged/sequence.json").subsetOf(project.files))
  }

  test("another export gives the same table: encoding, delimiter, labels, packing") {
    val text = "id;né le;name\n1;31/12/1980;Zoé\n"
    val project = new Project().deliver("people_2024-06.csv.gz", gzip(text.getBytes("windows-1252")))
    assert(project.check().exitCode == ExitCode.Done)
    val row = spark.read.parquet(project.path("staged/clean")).selectExpr("id", "CAST(birth AS STRING)", "name").head()
    assert(row == Row(1L, "1980-12-31", "Zoé"))
    val report = Files.readString(project.folder.resolve("staged/report.json"))
    assert(report.contains(""""refused": [{"encoding": "utf-8", "line": 1, "offset": 4}]"""))
  }

  test("several files are one delivery, and rows know theirs") {
    val other = plain.replace("Zoe", "Eve")
    val project = new Project().deliver("people_2024-05_b.csv", plain).deliver("people_2024-05_a.csv", other)
    assert(project.check().text.contains("8 lines = 2 header + 6 of records: 4 clean + 2 rejected"))
    val rows = spark.read.parquet(project.path("staged/clean")).select("_file", "_line").collect()
    assert(rows.map(row => (row.getInt(0), row.getLong(1))).toSet == Set((0, 2L), (0, 3L), (1, 2L), (1, 3L)))
  }

  test("the same text twice fails the delivery, however it is packed") {
    val packed = gzip(plain.getBytes(UTF_8))
    val done = new Project().deliver("people_2024-05.csv", plain).deliver("people_2024-05.csv.gz", packed).check()
    assert(done.exitCode == ExitCode.ChecksFailed)
    assert(done.text.linesIterator.count(_.contains("holds the same text as")) == 1)
    assert(done.text.matches("(?s).*people_2024-05.csv.gz: holds the same text as [^ ]*/people_2024-05.csv"))
  }

  test("too many rejects hold the delivery") {
    val done = new Project().deliver("people_2024-05.csv", plain + "y,,\n").check()
    assert(done.exitCode == ExitCode.Held)
    assert(done.text.startsWith("HELD  people 2024-05"))
    assert(done.text.contains("2 of 4 records rejected or dropped (50.00 %); tolerated are 40.0 %"))
  }

  test("nothing but rejects is held, not lost") {
    val project = new Project().deliver("people_2024-05.csv", "id,birth,name\nx,,\n")
    assert(project.check().exitCode == ExitCode.Held)
    assert(spark.read.parquet(project.path("staged/rejects")).count() == 1)
  }

  Seq(
    ("empty", "people_2024-05.csv", Array.emptyByteArray, "is empty"),
    ("header only", "people_2024-05.csv", "id,birth,name\n".getBytes, "is empty: no record follows its header"),
    ("a gz named csv", "people_2024-05.csv", gzip(plain.getBytes), "its name says plain text, its bytes are gzip"),
    ("a csv named gz", "people_2024-05.csv.gz", plain.getBytes, "its name says gzip, its bytes are plain text"),
    ("half a gz", "people_2024-05.csv.gz", gzip(plain.getBytes).take(40), "people_2024-05.csv.gz"),
    ("another header", "people_2024-05.csv", "id,birth,nom\n1,,Ann\n".getBytes, "the label 'nom' (column 3)")
  ).foreach { case (what, name, content, says) =>
    test(s"a file that cannot be read fails the delivery: $what") {
      val project = new Project().deliver(name, content)
      val done = project.check()
      assert(done.exitCode == ExitCode.ChecksFailed)
      assert(done.text.startsWith("FAILED  people 2024-05") && done.text.contains(says))
      assert(
        !project.files.exists(file => file.startsWith("staged/") && !file.matches("staged/[.]?report.json(.crc)?"))
      )
    }
  }

  test("a contract that is not UTF-8 is refused with the line") {
    val project = new Project().deliver("people_2024-05.csv", plain)
    Files.write(project.folder.resolve("people.yaml"), contract.getBytes("windows-1252"))
    refused(project, "people.yaml is not UTF-8 in line 10: save it as UTF-8")
  }

  test("a wrong contract is refused with its place") {
    val project = new Project().deliver("people_2024-05.csv", plain)
    Files.writeString(project.folder.resolve("people.yaml"), contract.replace("required:", "requierd:"))
    refused(project, "people.yaml:9:26", "unknown key 'requierd', did you mean 'required'?")
  }

  test("what cannot be done is refused, and nothing is written") {
    def delivered = new Project().deliver("people_2024-05.csv", plain)
    refused(new Project, "there is no file in the folder")
    refused(delivered.deliver("people_2024-06.csv", plain), "2024-05 and 2024-06")
    refused(delivered.deliver("persons.csv", plain), "the name 'persons.csv' is not one of a delivery")
    val taken = delivered
    Files.createDirectory(taken.folder.resolve("staged"))
    refused(taken, "staged' exists")
    val without = delivered
    Files.delete(without.folder.resolve("people.yaml"))
    refused(without, "there is no file")
    refused(delivered.deliver("people_2024-05:1.csv", plain), "people_2024-05:1.csv cannot be read: its name holds ':'")
    Seq("May", "2024-99", "2024-02-30", "2024-1").foreach { date =>
      assert(intercept[Refused](delivered.check(Some(date))).getMessage.startsWith("date: wants a date"), date)
    }
  }

  test("options about published tables want a store, and a store wants the name of a table and a date") {
    val project = new Project().deliver("people_2024-05.csv", plain).deliver("people.csv", plain)
    def refused(store: Option[String], into: String, date: Option[String]) =
      intercept[Refused](
        Check(project.path("people.yaml"), project.path("inbox"), into, date, store, release = Some("why"))
          .run(spark)
      ).getMessage
    val day = Some("2024-05")
    val store = Some(project.path("data"))
    assert(refused(None, project.path("staged"), day).startsWith("release: is for deliveries that are published"))
    assert(refused(store, "people", day).startsWith("into: 'people' is not the name of a table"))
    assert(refused(store, "people.Checked", day).contains("in small letters, digits and _"))
    assert(refused(Some("http://host/data"), "people.checked", day).contains("allowed are file, hdfs, viewfs"))
    assert(refused(store, "people.checked", day).contains("spark.sql.catalogImplementation=hive"))
    assert(!project.files.exists(_.startsWith("data/tables")))
  }

  test("a date that is told counts, whatever the files are called") {
    val done = new Project().deliver("persons.csv", plain).check(Some("2024-07"))
    assert(done.exitCode == ExitCode.Done && done.text.startsWith("STAGED  people 2024-07"))
  }

  private def refused(project: Project, parts: String*): Unit = {
    val before = project.files
    val message = intercept[Refused](project.check()).getMessage
    parts.foreach(part => assert(message.contains(part)))
    assert(project.files == before)
  }
}
