package peleus.thetis

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import scala.collection.immutable.VectorMap
import scala.util.Using

import org.apache.spark.sql.functions._
import org.apache.spark.sql.{DataFrame, Row}

import peleus.contract._
import peleus.delivery._
import peleus.thetis.source.Checked
import peleus.{Refused, SparkSuite}

/** The checker as a table of Spark. */
class CheckedSuite extends SparkSuite {
  private val made = Contract(
    "people",
    "1",
    Delivery("*.csv"),
    VectorMap(
      "id" -> Field(FieldType("integer"), required = true, minimum = Some("0")),
      "born" -> Field(FieldType("date"), onFail = Map("type" -> Action(ActionName.SetNull))),
      "name" -> Field(maxLength = Some(8), onFail = Map("max_length" -> Action(ActionName.KeepFlag))),
      "paid" -> Field(FieldType("decimal(8,2)")),
      "rate" -> Field(FieldType("number")),
      "active" -> Field(FieldType("boolean"))
    )
  )
  private val header = "id,name,born,paid,rate,active\n"
  private val count = 20000

  private def line(i: Int): String = {
    val id = if (i % 10 == 9) "x" else i.toString
    s"$id,n$i${if (i % 4 == 0) " \"\"é\"\"" else ""},2024-01-0${i % 10},${i % 100}.5,0.25,oui\n"
      .replaceAll(",(n[0-9]+ .*é\"\"),", ",\"$1\",")
  }

  private lazy val folder: Path = Files.createTempDirectory("checked")

  /** Two members of the same lines, each in chunks of 3000 lines. */
  private lazy val sequence: Sequence = Sequence(Seq("a.csv", "b.csv").map { name =>
    val file = folder.resolve(name)
    val lines = (0 until count).map(line)
    Files.write(file, (header + lines.mkString).getBytes(UTF_8))
    val sizes = lines.grouped(3000).map(_.map(_.getBytes(UTF_8).length.toLong).sum).toSeq
    val starts = sizes.scanLeft(header.length.toLong)(_ + _)
    val chunks = starts.zip(starts.drop(1)).zipWithIndex.map { case ((from, to), i) =>
      Chunk(file.toUri.toString, from, to, from, 2L + 3000 * i, 3000, 0, 3000, decodable = true)
    }
    val decoding = Decoding("utf-8", byteOrderMark = false, Nil, 0)
    val labels = header.trim.split(',').toSeq
    Member(
      file.toString,
      None,
      Compression.Plain,
      0,
      0,
      0,
      0,
      "",
      decoding,
      0,
      ',',
      labels,
      Lines(0, 0, 0, 0, 0),
      0,
      chunks
    )
  })

  private def checked: DataFrame = Checked.frame(spark, made, sequence)

  test("has the columns of the plan") {
    assert(checked.schema == Plan(made).schema)
    assert(
      checked.columns.toSeq == Seq(
        "id",
        "born",
        "name",
        "paid",
        "rate",
        "active",
        "_flags",
        "_changes",
        "_file",
        "_line"
      ) ++
        Seq("_route", "_lines", "_offset", "_length", "_record", "_raw", "_cells", "_reasons", "_metrics")
    )
  }

  test("gives each record once, and one row of metrics a chunk") {
    val routes =
      checked.groupBy("_file", "_route").count().collect().map(r => (r.getInt(0), r.getString(1)) -> r.getLong(2))
    val each = Map("clean" -> count * 9L / 10, "rejects" -> count / 10L, "metrics" -> 7L)
    assert(routes.toMap == (for (file <- 0 to 1; (route, n) <- each) yield (file, route) -> n).toMap)
    assert(checked.count() == 2L * (count + 7))
    assert(checked.where("_route <> 'metrics'").agg(countDistinct("_file", "_line")).head() == Row(2L * count))
  }

  test("values, flags, changes and reasons survive Spark's own operators over many batches") {
    val clean = checked.where("_route = 'clean' and _file = 1")
    val expected = (0 until count).filter(_ % 10 != 9)
    val sums = clean.agg(sum("id"), sum("paid"), sum("rate"), count_if(col("active")), max("name"), min("name")).head()
    assert(sums.getLong(0) == expected.map(_.toLong).sum)
    assert(sums.getDecimal(1).doubleValue == expected.map(_ % 100 + 0.5).sum)
    assert(sums.getDouble(2) == expected.size * 0.25 && sums.getLong(3) == expected.size)
    assert(sums.getString(4) == "n9998" && sums.getString(5) == "n0 \"é\"")
    val repaired =
      clean.select(explode(col("_changes")).as("c")).groupBy("c.column", "c.rule", "c.before", "c.after").count()
    assert(repaired.collect().toSeq == Seq(Row("born", "type", "2024-01-00", null, count / 10L)))
    val flagged = clean.where("array_contains(_flags, 'name.max_length')").select("name").collect().map(_.getString(0))
    assert(flagged.toSeq == expected.filter(i => i % 4 == 0 && i > 999).map(i => s"n$i \"é\""))
    val reasons = checked.where("_route = 'rejects'").select(explode(col("_reasons")).as("r"), col("_record"))
    val told = reasons.groupBy("r.column", "r.rule", "r.code", "r.value", "r.action").count().collect().toSeq
    assert(told == Seq(Row("id", "type", "no_number", "x", "quarantine", count / 5L)))
    assert(reasons.where("_record not like 'x,n%'").isEmpty)
  }

  test("places lead to the record in the file") {
    val row = checked.where("_file = 0 and _line = 19991").select("_offset", "_length", "_record").head()
    val bytes = Files.readAllBytes(folder.resolve("a.csv"))
    val found = new String(bytes, row.getLong(0).toInt, row.getInt(1), UTF_8)
    assert(found == line(19989).trim && found == row.getString(2))
  }

  test("one write by route gives back what was read") {
    val out = folder.resolve("out").toString
    checked.write.partitionBy("_route").parquet(out)
    val back = spark.read.parquet(out)
    assert(back.count() == checked.count())
    val columns = checked.columns.toSeq.sorted.map(col)
    def digest(df: DataFrame) =
      df.select(xxhash64(to_json(struct(columns: _*))).as("h")).agg(sum(col("h").cast("decimal(38,0)"))).head()
    assert(digest(back) == digest(checked))
  }

  private val contractFile = Files.writeString(folder.resolve("people.yaml"), ContractFile.json(made)).toString

  private def loaded: DataFrame =
    spark.read.format("thetis").option("contract", contractFile).load(folder.resolve("c.csv").toString)

  test("loads a delivery by its contract") {
    Files.write(folder.resolve("c.csv"), (header + "1,Ann,2024-01-01,1.5,0.5,oui\nx,Bob,,,,\n").getBytes(UTF_8))
    val found =
      loaded.where("_route <> 'metrics'").selectExpr("id", "name", "_line", "_route").orderBy("_line").collect()
    assert(found.toSeq == Seq(Row(1L, "Ann", 2L, "clean"), Row(null, "Bob", 3L, "rejects")))
  }

  test("loads what is packed and encoded otherwise as well") {
    val packed = folder.resolve("d.csv.gz")
    val text = (header + "1,Zo\u00e9,,,,\n").getBytes("windows-1252")
    Using.resource(new GZIPOutputStream(Files.newOutputStream(packed)))(_.write(text))
    val western = ContractFile.json(made.copy(delivery = made.delivery.copy(encoding = Seq("utf-8", "windows-1252"))))
    val file = Files.writeString(folder.resolve("western.yaml"), western).toString
    val rows = spark.read.format("thetis").option("contract", file).load(packed.toString)
    assert(rows.where("_route = 'clean'").select("name").collect().toSeq == Seq(Row("Zo\u00e9")))
  }

  test("keeps its scratch on this machine, even where paths without a scheme are those of a cluster") {
    val packed = folder.resolve("e.csv.gz")
    Using
      .resource(new GZIPOutputStream(Files.newOutputStream(packed)))(_.write(s"${header}1,Ann,,,,\n".getBytes(UTF_8)))
    val configuration = spark.sparkContext.hadoopConfiguration
    configuration.set("fs.defaultFS", "cluster:///") // there is no such file system: nothing can be kept there
    try {
      val reader = spark.read.format("thetis").option("contract", s"file:$contractFile")
      assert(reader.load(s"file:$packed").where("_route = 'clean'").select("name").head() == Row("Ann"))
    } finally configuration.unset("fs.defaultFS")
  }

  test("columns are known before a byte is read, and what is missing is named") {
    assert(spark.read.format("thetis").option("contract", contractFile).load("/nowhere.csv").columns.head == "id")
    def refusal(options: (String, String)*): String =
      intercept[Refused](spark.read.format("thetis").options(options.toMap).load()).getMessage
    assert(refusal() == "contract: is missing: the file of the contract")
    val noPath = spark.read.format("thetis").option("contract", contractFile).load()
    assert(intercept[Refused](noPath.count()).getMessage.startsWith("path: is missing: what was delivered"))
  }
}
