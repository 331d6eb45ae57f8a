package peleus.publishing

import java.time.Instant

import org.scalatest.funsuite.AnyFunSuite

import peleus.document.Node.{Text, fields}
import peleus.publishing.Decision._
import peleus.publishing.State.{Duplicate => Again, _}

class HistorySuite extends AnyFunSuite {

  /** A ledger, from what each run was, what it held, and what became of it. */
  private def history(runs: (String, String, State)*): History = new History(
    runs.zipWithIndex.flatMap { case ((date, delivery, state), i) =>
      val (text, contract) = delivery.span(_ != '/')
      val details = fields("delivery" -> Text(text), "contract" -> Text(contract.drop(1)))
      def entry(number: Int, state: State) = Entry(number, state, 2 * i + 1, date, Instant.EPOCH, details)
      entry(2 * i + 1, Started) +: (if (state == Started) Nil else Seq(entry(2 * i + 2, state)))
    }
  )

  test("nothing is published of a date: new, whatever was held, failed or withdrawn before") {
    assert(history().decide("a", "2024-05", "1", released = false) == New)
    val tried = history(("2024-05", "a/1", Held), ("2024-05", "a/1", Failed), ("2024-05", "a/1", Withdrawn))
    assert(tried.decide("a", "2024-05", "1", released = false) == New)
  }

  test("something else is published of the date: corrected") {
    assert(history(("2024-05", "a/1", Published)).decide("b", "2024-05", "1", released = false) == Corrected(1))
  }

  test("the same is published: a duplicate, of whatever date it is told to be") {
    val published = history(("2024-05", "a/1", Published), ("2024-06", "b/1", Published))
    assert(published.decide("a", "2024-05", "1", released = false) == Duplicate(1, "2024-05"))
    assert(published.decide("a", "2024-06", "1", released = false) == Duplicate(1, "2024-05"))
    assert(published.decide("a", "2024-07", "2", released = false) == Duplicate(1, "2024-05"))
  }

  test("the same is published of another date, and somebody says that it is of this one, too: new") {
    val published = history(("2024-05", "a/1", Published))
    assert(published.decide("a", "2024-06", "1", released = true) == New)
    assert(published.decide("a", "2024-05", "1", released = true) == Duplicate(1, "2024-05"))
  }

  test("the same is published, checked by another contract: rechecked") {
    assert(history(("2024-05", "a/1", Published)).decide("a", "2024-05", "2", released = false) == Rechecked(1))
  }

  test("of the same under two dates its own counts") {
    val twice = history(("2024-04", "a/1", Published), ("2024-05", "b/1", Published), ("2024-05", "a/1", Published))
    assert(twice.decide("a", "2024-05", "1", released = false) == Duplicate(5, "2024-05"))
    assert(twice.decide("a", "2024-05", "2", released = false) == Rechecked(5))
  }

  test("what was published and corrected since is returned, by the latest run that held it") {
    val corrected = history(
      ("2024-05", "a/1", Published),
      ("2024-05", "b/1", Published),
      ("2024-05", "a/1", Published),
      ("2024-05", "c/1", Published)
    )
    val back = corrected.decide("a", "2024-05", "2", released = false)
    assert(back == Returned(5, 7) && back.corrects.contains(7))
    assert(corrected.decide("a", "2024-06", "1", released = false) == New)
  }

  test("a date shows its latest run, whichever was recorded last") {
    val lines = Seq((1, Started, 1), (2, Started, 2), (3, Published, 2), (4, Published, 1))
      .map { case (number, state, run) => Entry(number, state, run, "2024-05", Instant.EPOCH, fields()) }
    assert(new History(lines).current.map { case (date, line) => date -> line.run } == Map("2024-05" -> 2))
  }

  test("unfinished is what has no last line, superseded what a later run of its date has replaced") {
    val found = history(
      ("2024-05", "a/1", Published),
      ("2024-05", "b/1", Held),
      ("2024-06", "c/1", Again),
      ("2024-05", "d/1", Published),
      ("2024-05", "e/1", Started)
    )
    assert(found.unfinished.map(_.run) == Seq(9))
    assert(found.superseded.map { case (run, by) => run.run -> by.run } == Seq(1 -> 7, 3 -> 7))
  }
}
