package peleus.publishing

import scala.collection.mutable

import org.apache.hadoop.fs.Path
import org.scalacheck.Gen
import org.scalatest.Assertions
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.publishing.Workshop.{Parts, Table}

/** Deliveries at random, most of them killed somewhere and given again, against a model of a dozen lines. */
class ProtocolModelSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  import ProtocolModelSuite._

  override implicit val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = if (Full) 400 else 40, sizeRange = 8)

  test("whatever is killed, readers see whole versions, and the next command leaves all as the model says") {
    forAll(stories) { acts =>
      val play = new Play
      acts.foreach(play.act)
      val last = Deliver(Sent("2024-01", "last", released = true), None)
      play.act(last)
      // a duplicate publishes nothing: what is sound again afterwards, recovery has healed
      for (accident <- Seq(LoseList, LoseCatalog, AWeekPasses)) Seq(accident, last).foreach(play.act)
    }
  }

  test("a command that is killed after each of its steps in turn is finished or undone by the next one") {
    val first = Sent("2024-01", "one")
    for (sent <- Seq(first.copy(text = "two"), first, first.copy(found = Found.Doubtful, text = "two"))) {
      val steps = stepsOf(Seq(first), sent)
      steps.indices.foreach { step =>
        val play = new Play
        Seq(Deliver(first, None), Deliver(sent, Some(step)), Deliver(sent, None)).foreach(play.act)
        assert(play.killed == Seq(steps(step)))
      }
    }
  }

  test("a recovery that is killed after each of its steps in turn is finished by the next one") {
    val (one, two) = (Sent("2024-01", "one"), Sent("2024-01", "two"))
    val renamed = stepsOf(Seq(one), two).indexOf("renamed")
    val recovery = Iterator.from(0).map { step =>
      val play = new Play
      Seq(Deliver(one, None), Deliver(two, Some(renamed)), Deliver(two, Some(step)), Deliver(two, None))
        .foreach(play.act)
      play.killed.size == 2
    }
    assert(recovery.takeWhile(identity).size > Parts.size)
  }
}

private object ProtocolModelSuite extends Assertions {
  val Full: Boolean = sys.props.get("peleus.full").contains("true")

  /** Something that happens to a store. */
  sealed trait Act

  /** @param kill
    *   after which step; none where it may end
    */
  final case class Deliver(sent: Sent, kill: Option[Int]) extends Act

  case object LoseCatalog extends Act
  case object LoseList extends Act

  /** As a writer would who has lost its lock and slept between its look at the ledger and the switch. */
  final case class SwitchBack(ending: String, date: String) extends Act
  case object AWeekPasses extends Act

  private val dates = Gen.oneOf("2024-01", "2024-02", "2024-03")

  private val sent: Gen[Sent] = for {
    date <- dates
    text <- Gen.oneOf("one", "two", "three")
    contract <- Gen.frequency(5 -> "1.0.0", 1 -> "1.1.0")
    found <- Gen.frequency[Found](6 -> Found.Good, 2 -> Found.Doubtful, 1 -> Found.Bad, 1 -> Found.Unreadable)
    released <- Gen.frequency(2 -> false, 1 -> true)
  } yield Sent(date, text, contract, found, released)

  /** A command that ends; or one that is killed, perhaps with others in between, and given again. */
  private val deliveries: Gen[Seq[Act]] = for {
    sent <- sent
    kill <- Gen.frequency(1 -> Gen.const(None), 3 -> Gen.choose(0, 24).map(Option(_)))
    others <- Gen.listOf(Gen.zip(this.sent, Gen.option(Gen.choose(0, 24)))).map(_.take(2))
  } yield Deliver(sent, kill) +: kill.toSeq.flatMap(_ =>
    others.map { case (other, kill) => Deliver(other, kill) } :+ Deliver(sent, None)
  )

  private val accidents: Gen[Seq[Act]] = Gen
    .oneOf[Act](
      Gen.const(LoseCatalog),
      Gen.const(LoseList),
      Gen.const(AWeekPasses),
      Gen.zip(Gen.oneOf(Parts.map(_._1)), dates).map { case (ending, date) => SwitchBack(ending, date) }
    )
    .map(Seq(_))

  val stories: Gen[Seq[Act]] = Gen.listOf(Gen.frequency(4 -> deliveries, 1 -> accidents)).map(_.flatten)

  /** The steps of a command, after others. */
  def stepsOf(before: Seq[Sent], sent: Sent): Seq[String] = {
    val workshop = new Workshop
    before.foreach(workshop.deliver(_))
    val steps = mutable.Buffer.empty[String]
    workshop.deliver(sent, steps.append(_))
    steps.toSeq
  }

  /** What a table is to show, by what is published or will be: all that a writer may forget and still be right. */
  private final case class Model(published: Seq[Sent] = Nil) {
    def shows: Map[String, Sent] = published.map(sent => sent.date -> sent).toMap

    def verdict(sent: Sent): String = {
      val here = shows.get(sent.date)
      val same = here.filter(_.text == sent.text).orElse(shows.values.find(_.text == sent.text))
      val again = same.exists(other => other.date != sent.date || other.contract == sent.contract)
      val back = same.isEmpty && published.exists(other => other.date == sent.date && other.text == sent.text)
      if (sent.found == Found.Unreadable) "failed"
      else if (again) "duplicate"
      else if (sent.found == Found.Bad) "failed"
      else if ((back || sent.found == Found.Doubtful) && !sent.released) "held"
      else "published"
    }
  }

  /** A store, the model, and what has been seen of the store so far. */
  final class Play {
    private val workshop = new Workshop
    private var model = Model()
    private var lines = Map.empty[String, String]
    private var seen = Map.empty[String, Int]

    /** Whether the catalog and the list are as writers have left them. */
    private var sound = true
    private var weeksPassed = false

    /** The last steps of what was killed. */
    val killed: mutable.Buffer[String] = mutable.Buffer.empty

    def act(act: Act): Unit = act match {
      case Deliver(sent, kill) => deliver(sent, kill)
      case AWeekPasses         =>
        workshop.now = workshop.now.plus(Recovery.Grace).plusSeconds(1)
        weeksPassed = true
      case LoseCatalog =>
        workshop.catalog.lose()
        sound = false
      case LoseList =>
        if (model.published.nonEmpty) PublishedFile.write(workshop.store, Table, PublishedFile.text(Table, Nil))
        sound = false
      case SwitchBack(ending, date) =>
        val oldest = workshop.ledger.find(line => line.state == State.Published && line.date == date)
        oldest.filter(_ => workshop.runs(ending).contains(date)).foreach { line =>
          val folder = workshop.store.runFolder(Table, date, line.run)
          workshop.catalog.point(Table.beside(ending), date, new Path(folder, Parts.toMap.apply(ending)))
        }
        sound = false
    }

    private def deliver(sent: Sent, kill: Option[Int]): Unit = {
      val expected = model.verdict(sent)
      val steps = mutable.Buffer.empty[String]
      def at(step: String): Unit = {
        if (sound) lookAsReader(step)
        if (step == "renamed" && expected == "published") model = Model(model.published :+ sent)
        steps.append(step)
        if (kill.contains(steps.size - 1)) throw new Killed(step)
      }
      val done =
        try Some(workshop.deliver(sent, at))
        catch {
          case _: Killed =>
            killed.append(steps.last)
            None
        }
      lookAtLedger()
      done.foreach { finished =>
        assert(finished.verdict == expected, s"$sent after ${model.published}")
        lookAtEverything()
      }
    }

    /** Between any two steps: every date that was there is there, whole, and never an older run than before. Tables
      * beside it are never older than the table.
      */
    private def lookAsReader(after: String): Unit = {
      Parts.foreach { case (ending, _) => workshop.shown(ending) }
      val now = workshop.runs() ++ workshop.listed.map { case (date, run) => s"listed $date" -> run }
      seen.foreach { case (date, run) => assert(now.get(date).exists(_ >= run), s"$date after $after: $seen, $now") }
      seen = now
      Parts.map { case (ending, _) => workshop.runs(ending) }.sliding(2).foreach { tables =>
        tables.last.foreach { case (date, run) => assert(tables.head(date) >= run, s"$date after $after: $tables") }
      }
    }

    private def lookAtLedger(): Unit = {
      val now = workshop.lines
      assert(lines.toSet.subsetOf(now.toSet), "a line was changed or removed")
      assert(now.keys.toSeq.sorted == (1 to now.size).map(number => f"$number%08d.json"))
      lines = now
    }

    /** When a command has ended. */
    private def lookAtEverything(): Unit = {
      val entries = workshop.ledger
      val history = new History(entries)
      val runs = history.current.map { case (date, line) => date -> line.run }
      val rows = model.shows.map { case (date, sent) => date -> s"${sent.row} in run ${runs(date)}" }
      Parts.foreach { case (ending, _) => assert(workshop.shown(ending) == rows, s"in '$ending'") }
      assert(workshop.listed == runs)
      entries.groupBy(_.run).values.foreach(lines => assert(lines.map(_.state.isFinal) == Seq(false, true)))
      assert(workshop.hiddenFiles.isEmpty)
      lookAtFolders(history, entries)
      sound = true
    }

    private def lookAtFolders(history: History, entries: Seq[Entry]): Unit = {
      val gone = history.superseded.collect {
        case (run, by) if by.at.plus(Recovery.Grace).isBefore(workshop.now) => run.run
      }
      val superseded = history.superseded.map(_._1.run)
      entries.filter(_.state.isFinal).foreach { line =>
        val empty = Set[State](State.Withdrawn, State.Duplicate)(line.state) || gone.contains(line.run)
        if (empty) assert(!workshop.hasFolder(line), s"$line")
        else if (!weeksPassed || !superseded.contains(line.run)) assert(workshop.hasFolder(line), s"$line")
      }
    }
  }
}
