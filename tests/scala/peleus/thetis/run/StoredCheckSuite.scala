package peleus.thetis.run

import java.nio.file.Files
import java.time.Instant

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.spark.sql.Row

import peleus.contract.{Contract, ContractFile}
import peleus.publishing._
import peleus.storage.AtomicFile
import peleus.{Refused, SparkSuite}

/** Deliveries of trips, one after the other, into one table. The session's catalog is one in memory; the suites on
  * commands have one that lasts.
  */
class StoredCheckSuite extends SparkSuite with Trips {

  /** A store with a table of its own. */
  private final class Project {
    private val configuration = new Configuration
    val store = new Store(Files.createTempDirectory("store").toString, configuration)
    val table: TableName = TableName.read(s"trips_${Project.next()}.checked")
    private val catalog = new SparkCatalog(spark)
    var now: Instant = Instant.parse("2024-02-01T00:00:00Z")

    def deliver(
        content: String,
        date: String = "2024-01",
        by: Contract = contract,
        release: Option[String] = None
    ): (CheckResult, Finished) =
      new StoredCheck(spark, by, Seq(delivered(content.getBytes("UTF-8"))), date, table, release)
        .run(new Publisher(store, table, () => catalog, () => now))

    def rows(columns: String*): Seq[Row] =
      spark.table(table.sql).selectExpr(columns: _*).orderBy(columns.head).collect().toSeq
    def beside(ending: String, columns: String*): Seq[Row] =
      spark.table(table.beside(ending).sql).selectExpr(columns: _*).orderBy(columns.head).collect().toSeq
    def states: Seq[(Int, String)] =
      new Ledger(store.ledger(table), configuration, () => now).entries().map(line => line.run -> line.state.name)
    def remove(run: Int): Unit = {
      val folder = store.runFolder(table, "2024-01", run)
      folder.getFileSystem(configuration).delete(folder, true): Unit
    }
    def exists(run: Int, date: String = "2024-01"): Boolean = {
      val folder = store.runFolder(table, date, run)
      folder.getFileSystem(configuration).exists(folder)
    }
  }

  private object Project {
    private val numbers = Iterator.from(1)
    def next(): Int = numbers.next()
  }

  private val header = "id,day,km,kind,note\n"
  private val one = header + "1,2024-01-01,1,car,a\n2,2024-01-02,2,bus,b\n"
  private val two = header + "1,2024-01-01,1,car,a\n2,2024-01-02,3,bus,b\n3,2024-01-03,4,car,c\n"

  test("rows that are published tell their delivery and their run, and so do rejects") {
    val project = new Project
    val (result, done) = project.deliver(text)
    assert((done.verdict, result.decision) == (("published", Some(Decision.New))))
    val id = result.delivery.get
    assert(project.rows("id", "_delivery", "_run", "_date").map(_.getLong(0)) == Seq(1, 2, 4, 5, 11))
    assert(project.rows("_delivery", "_run", "_date").distinct == Seq(Row(id, 1, "2024-01")))
    assert(project.beside("rejects", "_delivery", "_run", "_date").distinct == Seq(Row(id, 1, "2024-01")))
    assert(project.beside("dropped", "_line", "_record").head == Row(9L, "6,2024-01-06,7,train,no such kind"))
    assert(
      project.beside("changes", "_line", "column", "rule", "before", "after", "_run", "_date") ==
        Seq(Row(7L, "km", "type", "x", null, 1, "2024-01"))
    )
    assert(project.beside("metrics", "_date").distinct == Seq(Row("2024-01")))
  }

  test("the same delivery again is a duplicate, whatever date it is told to be of; nothing is written") {
    val project = new Project
    project.deliver(one)
    Seq("2024-01" -> "", "2024-02" -> "; release it if it is of 2024-02, too").foreach { case (date, more) =>
      val (result, done) = project.deliver(one, date)
      val says = s"holds what run 1 has published of 2024-01$more"
      assert((done.verdict, result.report.because) == (("duplicate", Seq(says))))
      assert(!project.exists(done.run, date))
    }
    assert(project.rows("id", "_run") == Seq(Row(1L, 1), Row(2L, 1)))
    assert(
      project.states == Seq(
        1 -> "started",
        1 -> "published",
        3 -> "started",
        3 -> "duplicate",
        5 -> "started",
        5 -> "duplicate"
      )
    )
  }

  test("another delivery of a date takes its place, and of no other") {
    val project = new Project
    project.deliver(one)
    project.deliver(two.replace("2024-01-0", "2024-02-0"), "2024-02")
    val (result, _) = project.deliver(two)
    assert(result.decision.contains(Decision.Corrected(1)))
    assert(
      project.rows("_date", "id", "km").map(_.toString).sorted ==
        Seq(
          "[2024-01,1,1.0]",
          "[2024-01,2,3.0]",
          "[2024-01,3,4.0]",
          "[2024-02,1,1.0]",
          "[2024-02,2,3.0]",
          "[2024-02,3,4.0]"
        )
    )
  }

  test("what was corrected and comes back is held until somebody releases it") {
    val project = new Project
    project.deliver(one)
    project.deliver(two)
    val (back, held) = project.deliver(one)
    val why = "holds what run 1 published and run 3 has corrected; release it to go back"
    assert((held.verdict, back.report.because) == (("held", Seq(why))))
    assert(project.rows("id").size == 3)
    val (_, released) = project.deliver(one, release = Some("the correction was wrong"))
    assert(released.verdict == "published")
    assert(project.rows("id", "_run") == Seq(Row(1L, 7), Row(2L, 7)))
  }

  test("a delivery that is held is kept, and published when it is released") {
    val project = new Project
    val strict = ContractFile.read(contractText + "  - row_count: {minimum: 3, on_fail: hold}\n", "trips.yaml")
    val (_, held) = project.deliver(one, by = strict)
    assert(held.verdict == "held" && project.exists(1))
    assert(project.rows("id").isEmpty)
    val (_, released) = project.deliver(one, by = strict, release = Some("a short month"))
    assert(released.verdict == "published")
    val kept = peleus.document.Json.write(released.report)
    assert(kept.contains(""""released":"a short month"""") && kept.contains(""""verdict":"published""""))
    assert(project.states.map(_._2) == Seq("started", "held", "started", "published"))
  }

  test("the same of another date is published when it is released, and the reason is noted") {
    val project = new Project
    project.deliver(one, "2024-01")
    assert(project.deliver(one, "2024-02")._1.report.because.head.endsWith("release it if it is of 2024-02, too"))
    val (_, done) = project.deliver(one, "2024-02", release = Some("a quiet month"))
    assert(done.verdict == "published")
    assert(peleus.document.Json.write(done.report).contains(""""released":"a quiet month""""))
    assert(project.rows("_date", "id").map(_.getString(0)) == Seq("2024-01", "2024-01", "2024-02", "2024-02"))
  }

  test("rows that somebody has removed come back when they are delivered again") {
    val project = new Project
    project.deliver(one)
    project.remove(1)
    val (result, done) = project.deliver(one)
    assert((result.decision, done.verdict) == ((Some(Decision.Rechecked(1)), "published")))
    assert(project.rows("id", "_run") == Seq(Row(1L, 3), Row(2L, 3)))
  }

  test("a table that somebody else fills is refused, and so is what stands beside a table") {
    val project = new Project
    spark.sql(s"CREATE DATABASE ${project.table.database}")
    spark.sql(
      s"CREATE TABLE ${project.table.sql} (id BIGINT, _date STRING) USING PARQUET PARTITIONED BY (_date) LOCATION '${folder()}'"
    )
    val refused = intercept[Refused](project.deliver(one)).getMessage
    assert(refused.contains(s"${project.table} is a table of parquet in ") && refused.contains("not this store's"))
    assert(project.states.isEmpty)
    assert(intercept[Refused](TableName.read("trips.checked_rejects")).getMessage.contains("stands beside another"))
  }

  test("fields may have any names, and descriptions any signs") {
    val project = new Project
    val text = contractText
      .replace("day:  {type: date}", s"day:  {type: date, description: \"it's $${env:HOME} \\\\ é\"}")
      .replace("note: string", "change: {type: integer, on_fail: set_null, labels: [note]}")
    project.deliver(header + "1,2024-01-01,1,car,x\n", by = ContractFile.read(text, "trips.yaml"))
    assert(project.beside("changes", "_line", "column", "before", "after") == Seq(Row(2L, "change", "x", null)))
    assert(spark.table(project.table.sql).schema("day").getComment().contains(s"it's $$ {env:HOME} \\ é"))
  }

  test("the same delivery by another contract is checked again") {
    val project = new Project
    project.deliver(one)
    val other =
      ContractFile.read(contractText.replace("note: string", "note: {type: string, max_length: 9}"), "trips.yaml")
    val (result, done) = project.deliver(one, by = other)
    assert((result.decision, done.verdict) == ((Some(Decision.Rechecked(1)), "published")))
    assert(project.rows("id", "_run") == Seq(Row(1L, 3), Row(2L, 3)))
  }

  test("a delivery that cannot be read is told of in the ledger, and nothing is published") {
    val project = new Project
    project.deliver(one)
    val (result, done) = project.deliver("")
    assert(done.verdict == "failed" && result.report.because.head.contains("is empty"))
    assert(project.states.takeRight(2) == Seq(3 -> "started", 3 -> "failed"))
    assert(project.rows("id").size == 2)
  }

  test("a field that is new gets a column; rows that were there have none of it") {
    val project = new Project
    project.deliver(one)
    val wider = ContractFile.read(contractText.replace("note: string", "note: string\n  seats: integer"), "trips.yaml")
    project.deliver("id,day,km,kind,note,seats\n9,2024-02-01,1,car,a,5\n", "2024-02", by = wider)
    assert(project.rows("id", "seats") == Seq(Row(1L, null), Row(2L, null), Row(9L, 5L)))
  }

  test("a field that has another type now is refused before anything is done") {
    val project = new Project
    project.deliver(one)
    val other = ContractFile.read(contractText.replace("note: string", "note: integer"), "trips.yaml")
    val refused = intercept[Refused](project.deliver(two, by = other)).getMessage
    assert(refused.contains(s"the column note of ${project.table} is STRING, the rows have BIGINT"))
    assert(project.states.size == 2 && project.rows("id").size == 2)
  }

  test("a rule that is no condition is refused, and its run withdrawn") {
    val project = new Project
    val wrong = ContractFile.read(contractText.replace("km < 5000", "km + 1"), "trips.yaml")
    intercept[Refused](project.deliver(one, by = wrong))
    assert(project.states == Seq(1 -> "started", 1 -> "withdrawn") && !project.exists(1))
  }

  test("superseded rows go once nobody can be reading them") {
    val project = new Project
    project.deliver(one)
    project.deliver(two)
    project.now = project.now.plus(Recovery.Grace)
    project.deliver(two)
    assert(project.exists(1), "the grace time is not over")
    project.now = project.now.plusSeconds(1)
    project.deliver(two)
    assert(!project.exists(1) && project.exists(3))
    assert(project.rows("id").size == 3)
  }

  test("published.json lists what the table shows") {
    val project = new Project
    project.deliver(one)
    project.deliver(two.replace("2024-01-0", "2024-02-0"), "2024-02")
    project.deliver(two)
    val listed = project.store.published(project.table)
    val text = AtomicFile.read(listed, new Configuration).get
    val of = peleus.document.Mapping(peleus.document.Json.read(text), "published.json")
    val found = of.mappings("partitions").map { partition =>
      val folder = new Path(listed.getParent, partition.text("folder"))
      (
        partition.text("date"),
        partition.int("run"),
        partition.long("rows"),
        spark.read.parquet(folder.toString).count()
      )
    }
    assert(found == Seq(("2024-01", 5, 3L, 3L), ("2024-02", 3, 3L, 3L)))
  }

  test("a published.json that is lost, or says something else, is right again after the next command") {
    val project = new Project
    project.deliver(one)
    val listed = AtomicFile.local(project.store.published(project.table))
    val right = Files.readString(listed)
    Files.delete(listed)
    project.deliver(one)
    assert(Files.readString(listed) == right)
    Files.writeString(listed, right.replace("run=1", "run=9"))
    project.deliver(one)
    assert(Files.readString(listed) == right && right.contains("run=1"))
    assert(project.states.map(_._2) == Seq("started", "published", "started", "duplicate", "started", "duplicate"))
  }
}
