package peleus.publishing

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

import org.apache.hadoop.conf.Configuration
import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Mapping}
import peleus.publishing.KilledCheck.{Tables, ToItsEnd}

/** The command `check` in a process of its own, killed with `kill -9` and given again: what is published then is what
  * would have been. All steps with `-Dpeleus.full=true`.
  */
class KillSuite extends AnyFunSuite {
  private val table = TableName.read("trips.checked")
  private val project = Files.createTempDirectory("killed")
  private val (first, second) = ("trips_2024-05.csv", "trips_2024-05_corrected.csv")
  private val whileWriting = "while it writes"

  Files.writeString(
    project.resolve("contract.yaml"),
    """contract: trips
version: 1.0.0
delivery: {files: "trips_{date:yyyy-MM}*.csv"}
policy: {tolerate: {percent: 60}}
fields:
  id:   {type: integer, required: true}
  km:   {type: "decimal(8,1)", maximum: 900, on_fail: {type: set_null, maximum: drop}}
  note: string
"""
  )
  // enough rows to be killed in the middle of them
  Seq(first -> 20000, second -> 20001).foreach { case (name, rows) =>
    val lines = (1 to rows).map(i => s"${if (i % 50 == 0) "x" else i},${i % 1000}.5,${"note " * 20}$i")
    Files.writeString(project.resolve(name), ("id,km,note" +: lines).mkString("", "\n", "\n"))
  }

  /** Where nobody is killed. */
  private lazy val undisturbed: Path = {
    val store = project.resolve("undisturbed")
    check(store, ToItsEnd, first, second).succeed()
    store
  }

  private val steps = Seq("started", whileWriting, "staged", "tables") ++
    Workshop.Parts.map { case (_, folder) => s"switched $folder" } ++ Seq("listed", "reported", "recorded")
  private val names = Seq("a new delivery", "a correction")
  private val always = Set(whileWriting -> 2, "switched metrics" -> 2, "switched clean" -> 1)

  for ((step, number) <- steps.flatMap(step => Seq(step -> 1, step -> 2)))
    if (always(step -> number) || sys.props.get("peleus.full").contains("true"))
      test(s"killed ${if (step == whileWriting) step else s"after '$step'"}: ${names(number - 1)}") {
        assume(hasHive, "the class path has no Hive, as that of the sbt build")
        val store = project.resolve(s"$number-${step.replace(' ', '-')}")
        val deliveries = Seq(first, second).take(number)
        killAt(store, step, deliveries)
        val again = check(store, ToItsEnd, deliveries.last)
        again.succeed()
        Tables.foreach { name =>
          val Seq(expected, found) = Seq(undisturbed, store).map(rows(_, deliveries.last, name)): @unchecked
          assert(expected.nonEmpty && found == expected, s"in trips.checked$name, after:\n${again.output}")
        }
        lookAtStore(store, step, deliveries.size)
      }

  private val hasHive = Try(Class.forName("org.apache.hadoop.hive.conf.HiveConf")).isSuccess

  private def check(store: Path, step: String, deliveries: String*): Child =
    new Child(KilledCheck, Seq(project.toString, store.toString, step) ++ deliveries)

  private def killAt(store: Path, step: String, deliveries: Seq[String]): Unit = {
    val child = check(store, step, deliveries: _*)
    if (step == whileWriting) {
      val run = 2 * deliveries.size - 1
      val hidden = s".*/[.]run=$run-[^/]*/.*/part-[^/]*"
      child.await("a first part of the rows")(paths(store).exists(_.toString.matches(hidden)))
      child.kill()
      assert(ledger(store).last.state == State.Started && !paths(store).exists(_.endsWith(s"run=$run")), child.output)
    } else {
      child.awaitLine(KilledCheck.reached(step))
      child.kill()
    }
  }

  /** What readers see of a table after a delivery. */
  private def rows(store: Path, delivery: String, name: String): Seq[String] =
    Files.readString(KilledCheck.rowsOf(store, delivery, name)).linesIterator.toSeq

  private def ledger(store: Path): Seq[Entry] = {
    val configuration = new Configuration
    new Ledger(new Store(store.toString, configuration).ledger(table), configuration, () => java.time.Instant.EPOCH)
      .entries()
  }

  /** One line of each run that was published, the list as the ledger, and nothing hidden. */
  private def lookAtStore(store: Path, step: String, published: Int): Unit = {
    val lines = ledger(store)
    assert(lines.count(_.state == State.Published) == published, s"$lines")
    lines.groupBy(_.run).values.foreach(run => assert(run.map(_.state.isFinal) == Seq(false, true), s"$run"))
    val current = lines.filter(_.state == State.Published).last
    val document =
      Mapping(Json.read(Files.readString(store.resolve("tables/trips/checked/published.json"))), "published.json")
    val Seq(only) = document.mappings("partitions"): @unchecked
    assert((only.text("date"), only.int("run"), only.long("rows")) == (("2024-05", current.run, current.rows)))
    assert(only.text("folder") == current.text("folder").get)
    val withdrawn = Set("started", whileWriting)(step)
    assert(lines.map(_.state).contains(State.Withdrawn) == withdrawn)
    assert(lines.map(_.state).contains(State.Duplicate) == !withdrawn)
    val left = paths(store).map(store.relativize(_).toString).filter(_.matches("(.*/)?[.].+"))
    assert(left.filterNot(name => name.endsWith(".crc") || name == ".writer" || name == ".derby.log").isEmpty)
  }

  private def paths(folder: Path): Seq[Path] =
    if (!Files.exists(folder)) Nil
    else
      try Using.resource(Files.walk(folder))(_.iterator.asScala.toVector)
      catch { case _: java.io.UncheckedIOException => Nil } // it was removed meanwhile
}
