package peleus.publishing

import java.nio.file.{Files, Path}
import java.util.concurrent.Executors

import scala.concurrent.duration.Duration
import scala.concurrent.{Await, ExecutionContext, Future}
import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

import org.apache.hadoop.conf.Configuration
import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Mapping}
import peleus.publishing.KilledCheck.{Tables, ToItsEnd}

/** The command `check` in a process of its own, killed with `kill -9` and given again by another one: what is published
  * then is what would have been. All steps with `-Dpeleus.full=true`.
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

  private val steps = Seq("started", whileWriting, "staged", "tables") ++
    Workshop.Parts.map { case (_, folder) => s"switched $folder" } ++ Seq("listed", "reported", "recorded")
  private val always = Set(whileWriting -> 2, "switched metrics" -> 2, "switched clean" -> 1)

  private val isFull = sys.props.get("peleus.full").contains("true")

  /** A store of its own, and the delivery that is killed in it: its first or its second. */
  private case class Case(step: String, number: Int) {
    val name: String = {
      val when = if (step == whileWriting) step else s"after '$step'"
      s"killed $when: ${if (number == 1) "a new delivery" else "a correction"}"
    }
    val store: Path = project.resolve(s"$number-${step.replace(' ', '-')}")
    val deliveries: Seq[String] = Seq(first, second).take(number)
  }

  private val cases = for {
    step <- steps
    number <- Seq(1, 2)
    if always(step -> number) || isFull
  } yield Case(step, number)

  for (each <- cases) test(each.name) {
    assume(hasHive, "the class path has no Hive, as that of the sbt build")
    killed(each).get
    val again = finished.get
    Tables.foreach { name =>
      val Seq(expected, found) = Seq(undisturbed, each.store).map(rows(_, each.deliveries.last, name)): @unchecked
      assert(expected.nonEmpty && found == expected, s"in trips.checked$name, after:\n${again.output}")
    }
    lookAtStore(each)
  }

  /** Two at a time: each has next to nothing for a second core. */
  private lazy val killed: Map[Case, Try[Unit]] = {
    val threads = Executors.newFixedThreadPool(2)
    implicit val two: ExecutionContext = ExecutionContext.fromExecutor(threads)
    try Await.result(Future.traverse(cases)(each => Future(each -> Try(kill(each)))), Duration.Inf).toMap
    finally threads.shutdown()
  }

  /** Where nobody is killed. */
  private val undisturbed = project.resolve("undisturbed")

  /** One process for all that is left to do, as the start of one takes longer than its work. */
  private lazy val finished: Try[Child] = Try {
    val again = cases.filter(killed(_).isSuccess).map(each => KilledCheck.job(each.store, Seq(each.deliveries.last)))
    val child = check(ToItsEnd, KilledCheck.job(undisturbed, Seq(first, second)) +: again: _*)
    child.succeed()
    child
  }

  private val hasHive = Try(Class.forName("org.apache.hadoop.hive.conf.HiveConf")).isSuccess

  private def check(step: String, jobs: String*): Child =
    new Child(KilledCheck, Seq(project.toString, step) ++ jobs)

  private def kill(each: Case): Unit = {
    import each.{store, step}
    val child = check(step, KilledCheck.job(store, each.deliveries))
    if (step == whileWriting) {
      val run = 2 * each.number - 1
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
  private def lookAtStore(each: Case): Unit = {
    import each.store
    val lines = ledger(store)
    assert(lines.count(_.state == State.Published) == each.number, s"$lines")
    lines.groupBy(_.run).values.foreach(run => assert(run.map(_.state.isFinal) == Seq(false, true), s"$run"))
    val current = lines.filter(_.state == State.Published).last
    val document =
      Mapping(Json.read(Files.readString(store.resolve("tables/trips/checked/published.json"))), "published.json")
    val Seq(only) = document.mappings("partitions"): @unchecked
    assert((only.text("date"), only.int("run"), only.long("rows")) == (("2024-05", current.run, current.rows)))
    assert(only.text("folder") == current.text("folder").get)
    val withdrawn = Set("started", whileWriting)(each.step)
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
