package peleus.thetis.run

import java.nio.file.attribute.FileTime
import java.nio.file.{Files, Path => LocalPath}

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.{DataFrame, Row}

import peleus.SparkSuite
import peleus.contract.ContractFile
import peleus.document.Json

class CheckRunSuite extends SparkSuite with Trips {
  private lazy val staged = {
    val to = into()
    val result = new CheckRun(spark, contract, Seq(delivered()), Some("2024-01-31")).run(to)
    (to.path.toString, result)
  }

  private def rows(route: String, columns: String*): Seq[Row] =
    spark.read.parquet(s"${staged._1}/$route").selectExpr(columns: _*).orderBy("_line").collect().toSeq

  test("clean rows are typed, and tell what was changed and what is flagged") {
    val found =
      rows("clean", "_line", "id", "CAST(day AS STRING)", "CAST(km AS STRING)", "kind", "note", "_flags", "_changes")
    assert(
      found.map(row => Row(row.toSeq.take(6): _*)) == Seq(
        Row(2L, 1L, "2024-01-01", "10.5", "car", "ok"),
        Row(3L, 2L, "2024-01-02", "20.0", "bus", "two\nlines, \"quoted\""),
        Row(7L, 4L, "2024-01-04", null, "car", "no number"),
        Row(8L, 5L, "2024-01-05", "2000.0", "bus", "far"),
        Row(14L, 11L, "2024-01-11", "11.0", "bus", "last")
      )
    )
    assert(found.map(_.getSeq[String](6)) == Seq(null, null, null, Seq("km.maximum"), null))
    assert(found.map(_.getSeq[Row](7)) == Seq(null, null, Seq(Row("km", "type", "x", null)), null, null))
  }

  test("rejects tell where they stood, what they were and everything that was wrong") {
    val found = rows(
      "rejects",
      "_line",
      "_lines",
      "_record",
      "transform(_reasons, r -> coalesce(r.column, '') || '|' || r.rule || '|' || coalesce(r.value, '') || '|' || r.action)"
    )
    assert(
      found.map(row => (row.getLong(0), row.getInt(1), row.getString(2), row.getSeq[String](3).toSeq)) == Seq(
        (6L, 1, "3,2024-13-01,5,car,no such day", Seq("day|type|2024-13-01|quarantine")),
        (10L, 1, "NA,2024-01-07,8,car,no id", Seq("id|missing|NA|quarantine")),
        (11L, 1, "8,2024-01-08,9,car", Seq("|width||quarantine")),
        (12L, 1, "9,2024-01-09,6000,car,too far", Seq("km|maximum|6000|keep_flag", "|short||quarantine")),
        (13L, 1, "10,2024-01-10,1,car,\"never closed", Seq("|unclosed_quote||quarantine"))
      )
    )
  }

  test("offset and length find the record in the file as it was delivered") {
    rows("rejects", "_line", "_offset", "_length", "_record").foreach { row =>
      assert(text.slice(row.getLong(1).toInt, row.getLong(1).toInt + row.getInt(2)) == row.getString(3))
    }
  }

  test("dropped records are written as rejects are") {
    assert(rows("dropped", "_line", "_record") == Seq(Row(9L, "6,2024-01-06,7,train,no such kind")))
  }

  test("the report says what became of every line and of every rule") {
    val kept = Files.readString(LocalPath.of(java.net.URI.create(staged._1)).resolve("report.json"))
    assert(Json.read(kept) == staged._2.report.json)
    val report = Json.write(staged._2.report.json)
    assert(staged._2.report.verdict == Verdict.Staged)
    assert(
      staged._2.counts.get.toString ==
        "14 lines = 1 header + 1 blank + 12 of records: 5 clean + 5 rejected + 1 dropped"
    )
    assert(report.contains(""""says":"5 of 11 records are clean, 5 are rejected and 1 is dropped""""))
    assert(report.contains(""""routes":{"clean":5,"rejects":5,"dropped":1}"""))
    assert(
      report.contains(
        """"column":"km","rule":"maximum","action":"keep_flag","failures":2,"first_line":8,"last_line":12"""
      )
    )
    assert(report.contains(""""rule":"short","action":"quarantine","failures":1,"first_line":12,"last_line":12}"""))
    assert(
      report.contains(
        """"examples":[{"file":0,"line":8,"value":"2000"},{"file":0,"line":12,"value":"6000"}]}"""
      )
    )
    assert(
      report.contains(
        """"rule":"width","action":"quarantine","failures":1,"first_line":11,"last_line":11,""" +
          """"examples":[{"file":0,"line":11,"value":null}]}"""
      )
    )
    assert(!report.contains(""""holds":false"""))
  }

  test("the report says what each column holds") {
    def column(name: String, holds: String) = s""""$name":{$holds}"""
    val report = Json.write(staged._2.report.json)
    Seq(
      column(
        "id",
        """"type":"integer","masked":false,"missing":1,"invalid":0,"present":5,"nulls":0,"minimum":"1","maximum":"11""""
      ),
      column(
        "day",
        """"type":"date","masked":false,"missing":0,"invalid":1,"present":5,"nulls":0,""" +
          """"minimum":"2024-01-01","maximum":"2024-01-11""""
      ),
      column(
        "km",
        """"type":"decimal(8,1)","masked":false,"missing":0,"invalid":3,"present":4,"nulls":1,""" +
          """"minimum":"10.5","maximum":"2000.0""""
      ),
      column(
        "kind",
        """"type":"string","masked":false,"missing":0,"invalid":1,"present":5,"nulls":0,""" +
          """"minimum":"bus","maximum":"car""""
      )
    ).foreach(holds => assert(report.contains(holds)))
  }

  test("the same delivery gives the same report, wherever it is staged") {
    val again = into()
    val second = new CheckRun(spark, contract, Seq(delivered()), Some("2024-01-31")).run(again)
    assert(second.report.json == staged._2.report.json)
  }

  test("a delivery that cannot be read fails, and all that is staged is the report") {
    val to = into()
    val result = new CheckRun(spark, contract, Seq(delivered(Array.emptyByteArray)), None).run(to)
    assert(result.report.verdict == Verdict.Failed)
    assert(result.report.because.head.contains("is empty"))
    val files = LocalPath.of(java.net.URI.create(to.path.toString))
    assert(files.toFile.list().toSeq.filterNot(_.startsWith(".")) == Seq("report.json"))
  }

  test("a header that does not fit fails with what is wrong with it") {
    val other = delivered(text.replace("km,kind", "miles,kind").getBytes("UTF-8"))
    val result = new CheckRun(spark, contract, Seq(other), None).run(into())
    assert(result.report.verdict == Verdict.Failed)
    assert(result.report.because.exists(_.contains("'km'")))
    assert(result.report.because.exists(_.contains("'miles'")))
  }

  test("a file that changes while it is checked fails, and all that is staged is the report") {
    Seq[LocalPath => Any](
      file => Files.writeString(file, text.replace("no such day", "NO SUCH DAY")),
      file => Files.writeString(file, text + "12,2024-01-12,1,car,late\n"),
      Files.delete(_)
    ).foreach { change =>
      val file = delivered()
      val to = into()
      val run = new CheckRun(spark, contract, Seq(file), None) {
        override protected def write(rows: DataFrame, folder: Path): Unit = {
          super.write(rows, folder)
          val local = LocalPath.of(file.toString)
          change(local)
          if (Files.exists(local)) Files.setLastModifiedTime(local, FileTime.fromMillis(1)): Unit
        }
      }
      val result = run.run(to)
      assert(result.report.verdict == Verdict.Failed)
      assert(result.report.because.map(_.split(": ").last) == Seq(changed))
      val files = LocalPath.of(java.net.URI.create(to.path.toString))
      assert(files.toFile.list().toSeq.filterNot(_.startsWith(".")) == Seq("report.json"))
    }
  }

  private val changed = "changed while it was checked; is it still being uploaded?"

  test("a copy of a packed file is checked, whatever becomes of the file") {
    val packed = delivered(text.replace("car,ok", "car,é").getBytes("ISO-8859-1"))
    val latin =
      ContractFile.read(contractText.replace("delivery: {", "delivery: {encoding: iso-8859-1, "), "trips.yaml")
    val run = new CheckRun(spark, latin, Seq(packed), None) {
      override protected def write(rows: DataFrame, folder: Path): Unit = {
        Files.delete(LocalPath.of(packed.toString))
        super.write(rows, folder)
      }
    }
    assert(run.run(into()).report.verdict == Verdict.Staged)
  }

  test("masked values appear nowhere, neither in rejects nor in the report") {
    val masked =
      ContractFile.read(contractText.replace("note: string", "note: {type: string, mask: true}"), "trips.yaml")
    val to = into()
    new CheckRun(spark, masked, Seq(delivered()), None).run(to)
    val rejects = spark.read.parquet(s"${to.path}/rejects")
    assert(rejects.where("_record IS NOT NULL OR _raw IS NOT NULL").count() == 0)
    val cells = rejects.where("_line = 6").select("_cells").head().getSeq[String](0)
    assert(cells == Seq("3", "2024-13-01", "5", "car", null))
    assert(!rejects.toJSON.collect().mkString.contains("no such day"))
    val json = Files.readString(LocalPath.of(java.net.URI.create(to.path.toString)).resolve("report.json"))
    assert(json.contains(""""note": {""") && json.contains(""""masked": true"""))
    text.linesIterator.map(_.split(',').last).filter(_.contains(' ')).foreach(note => assert(!json.contains(note)))
    val headless = delivered(text.linesIterator.drop(1).mkString("", "\n", "\n").getBytes("UTF-8"))
    val failed = new CheckRun(spark, masked, Seq(headless), None).run(into()).report
    assert(failed.because.size == 1 && failed.because.head.contains("is the header missing?"))
    assert(!Json.write(failed.json).contains("10.5"))
  }

  private def report(rules: String, content: String, more: String = ""): String = {
    val yaml = contractText.replace("  - short: {expr: \"km is null or km < 5000\"}\n", rules) + more
    val result =
      new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered(content.getBytes("UTF-8"))), None)
    Json.write(result.run(into()).report.json)
  }
  private val header = "id,day,km,kind,note\n"

  test("what is only counted is counted") {
    val found = report("  - long: {expr: \"km < 1\", on_fail: warn}\n", header + "1,,2,car,\n2,,0.5,car,\n3,,7,car,\n")
    assert(found.contains(""""rule":"long","action":"warn","failures":2,"first_line":null"""))
    assert(found.contains(""""clean":3"""))
  }

  test("a reason tells the cell as it was written, though it was repaired before a rule rejected the row") {
    val rules = "  - never: {expr: \"false\"}\n"
    val to = into()
    val yaml = contractText
      .replace("  - short: {expr: \"km is null or km < 5000\"}\n", rules)
      .replace("on_fail: drop", "on_fail: {enum: {default: bus}}")
    new CheckRun(
      spark,
      ContractFile.read(yaml, "trips.yaml"),
      Seq(delivered((header + "1,,2,train,\n").getBytes)),
      None
    )
      .run(to)
    val reasons = spark.read.parquet(s"${to.path}/rejects").selectExpr("inline(_reasons)")
    assert(
      reasons.selectExpr("rule", "value", "action").collect().toSeq ==
        Seq(Row("enum", "train", "default"), Row("never", null, "quarantine"))
    )
  }

  test("very long texts, whose statistics Parquet leaves out, are counted one by one") {
    val yaml = contractText.replace("note: string", "note: {type: string, required: true}")
    val long = header + s"1,,2,car,${"x" * 5000}\n2,,2,car,short\n"
    val result =
      new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered(long.getBytes)), None).run(into())
    assert(result.report.verdict == Verdict.Staged)
  }

  test("bounds of doubles are compared as doubles everywhere") {
    val kilometres =
      """km:   \{.*\}""".r.replaceFirstIn(contractText, "km:   {type: number, minimum: 9007199254740993}")
    val yaml = kilometres.replace("km is null or km < 5000", "km > 0")
    val cell = header + "1,,9007199254740993,car,\n" // no double is that number; the next one is
    val result =
      new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered(cell.getBytes)), None).run(into())
    assert(result.counts.get.records.toMap == Map("clean" -> 1, "rejected" -> 0, "dropped" -> 0))
    val held = Json.write(result.report.json)
    assert(held.contains(""""name":"clean_km.minimum"""") && !held.contains(""""holds":false"""))
  }

  test("every route has its folder, whatever is in it") {
    val to = into()
    new CheckRun(spark, contract, Seq(delivered((header + "x,,,,\n2,,1,car,\n").getBytes)), None).run(to)
    assert(spark.read.parquet(s"${to.path}/dropped").count() == 0)
    assert(spark.read.parquet(s"${to.path}/rejects").count() == 1)
  }

  test("a regular expression that is too deep to tell rejects its cell and nothing else") {
    val yaml = contractText.replace("note: string", "note: {type: string, pattern: \"(?=(.|x)*z).*\"}")
    val deep = header + s"1,,2,car,${"x" * 50000}z\n2,,2,car,xz\n"
    val result =
      new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered(deep.getBytes)), None).run(into())
    assert(result.counts.get.records.toMap == Map("clean" -> 1, "rejected" -> 1, "dropped" -> 0))
  }

  test("the examples of a masked column tell lines and no value, in the metrics too") {
    val yaml = contractText.replace("kind: {", "kind: {mask: true, ")
    val to = into()
    val result = new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered()), None).run(to)
    val metrics = spark.read.parquet(s"${to.path}/metrics").collect().map(_.getString(0)).mkString
    val report = Json.write(result.report.json)
    assert(metrics.contains(""""kind.enum":[{"line":9,"value":null}]"""))
    assert(
      report.contains(""""column":"kind","rule":"enum","action":"drop","failures":1""") && report.contains(
        """"examples":[{"file":0,"line":9,"value":null}]"""
      )
    )
    assert(report.contains(""""nulls":0,"minimum":null,"maximum":null}"""))
    Seq(metrics, report).foreach(json => assert(Seq("train", "bus", "car").forall(!json.contains(_))))
  }

  test("of many failures the first five are told, in the order of files and lines, and long cells are cut") {
    val long = "é" * 300
    val inbox = folder()
    def file(name: String, cell: Int => String) = {
      val records = (1 to 4).map(i => s"$i,${cell(i)},1,car,\n").mkString
      new Path(Files.writeString(inbox.resolve(s"trips_2024-01-31$name.csv"), header + records).toString)
    }
    val files = Seq(file("b", i => s"b$i"), file("a", i => s"a$i$long"))
    val report = Json.write(new CheckRun(spark, contract, files, None).run(into()).report.json)
    val first = (1 to 4).map(i => s"""{"file":0,"line":${i + 1},"value":"a$i${long.take(198)}"}""")
    val last = """{"file":1,"line":2,"value":"b1"}"""
    assert(
      report.contains((first :+ last).mkString(""""failures":8,"first_line":2,"last_line":5,"examples":[""", ",", "]}"))
    )
  }

  test("lowest and highest values are written as cells are, and cut where they are long") {
    val yaml = """km:   \{.*\}""".r.replaceFirstIn(contractText, "km: number").replace("km < 5000", "km < 1e300")
    val content = header + s"1,,-0.5,car,${"é" * 41}\n2,,2000000,car,${"z" * 40}\n3,,1.25,car,\n"
    def of(content: String) =
      Json.write(
        new CheckRun(spark, ContractFile.read(yaml, "trips.yaml"), Seq(delivered(content.getBytes("UTF-8"))), None)
          .run(into())
          .report
          .json
      )
    val found = of(content)
    assert(found.contains(""""minimum":"-0.5","maximum":"2000000"}"""))
    assert(found.contains(s""""nulls":1,"minimum":"${"z" * 40}","maximum":"${"é" * 39}…"}"""))
    assert(found.contains(""""present":0,"nulls":3,"minimum":null,"maximum":null}"""))
    val unknown = of(header + s"1,,2,car,${"x" * 5000}\n")
    assert(unknown.contains(""""present":null,"nulls":null,"minimum":null,"maximum":null}"""))
  }
}
