package peleus.publishing

import org.scalatest.funsuite.AnyFunSuite

import peleus.publishing.Workshop.{Parts, Table}

/** A writer that sleeps so long that its lock is given to another: the other works, then the first one wakes up. */
class FencingSuite extends AnyFunSuite {
  private val before = Sent("2024-01", "before")
  private val first = Sent("2024-01", "first")
  private val others = Seq(Sent("2024-01", "second"), Sent("2024-02", "second"))

  private def workshop(): Workshop = {
    val made = new Workshop
    made.deliver(before)
    made
  }

  /** All that anybody can see. */
  private def state(workshop: Workshop) =
    (Parts.map { case (ending, _) => workshop.runs(ending) }, workshop.listed, workshop.lines)

  /** All tables and the list show the same runs, those of the ledger; every run has ended once; nothing is left over.
    */
  private def requireSound(workshop: Workshop, rows: Map[String, String]): Unit = {
    val runs = new History(workshop.ledger).current.map { case (date, line) => date -> line.run }
    Parts.foreach { case (ending, _) => assert(workshop.runs(ending) == runs) }
    assert(workshop.listed == runs)
    assert(workshop.shown().map { case (date, row) => date -> row.takeWhile(_ != ' ') } == rows)
    workshop.ledger.groupBy(_.run).values.foreach(lines => assert(lines.map(_.state.isFinal) == Seq(false, true)))
    workshop.ledger.filter(_.state == State.Withdrawn).foreach(run => assert(!workshop.hasFolder(run)))
    assert(workshop.hiddenFiles.isEmpty)
  }

  test("after whatever step it slept, it does nothing more, and the other's work stays") {
    val steps = ProtocolModelSuite.stepsOf(Seq(before), first)
    for (other <- others; asleep <- steps.init) {
      val here = workshop()
      var left = state(here)
      val stopped = intercept[Busy] {
        here.deliver(
          first,
          at = step =>
            if (step == asleep) {
              here.deliver(other, in = here.unlocked)
              left = state(here)
            }
        )
      }
      assert(stopped.by.matches("run [0-9]+, process [0-9]+ on .*"), stopped.by)
      assert(state(here) == left, s"asleep after $asleep")
      here.deliver(Sent("2024-03", "next"))
      val whole = steps.indexOf(asleep) >= steps.indexOf("renamed")
      val shown = (if (whole) Seq(first) else Seq(before)) ++ Seq(other, Sent("2024-03", "next"))
      requireSound(here, shown.map(sent => sent.date -> sent.text).toMap)
    }
  }

  test("a switch that it does all the same, between its look and its step, is healed by the next writer") {
    for (other <- others; (ending, _) <- Parts) {
      val here = workshop()
      here.catalog.beforeSwitch = table =>
        if (table == Table.beside(ending)) {
          here.catalog.beforeSwitch = _ => ()
          here.deliver(other, in = here.unlocked): Unit
        }
      intercept[Busy](here.deliver(first))
      val healed = here.deliver(other)
      assert(healed.verdict == "duplicate")
      val again = s"2024-01 shows run ${new History(here.ledger).current("2024-01").run} again, as the ledger says"
      assert(healed.recovered == (if (other.date == "2024-01") Seq(again) else Nil))
      requireSound(here, Map("2024-01" -> "first", other.date -> other.text))
    }
  }

  test("one whose work fails while another has taken over removes nothing, and adds no line") {
    val here = workshop()
    val failed = intercept[IllegalStateException] {
      here.deliver(
        first,
        at = step =>
          if (step == "renamed") {
            here.deliver(others.last, in = here.unlocked)
            throw new IllegalStateException("the disk is full")
          }
      )
    }
    assert(failed.getMessage == "the disk is full" && failed.getSuppressed.head.isInstanceOf[Busy])
    requireSound(here, Map("2024-01" -> "first", "2024-02" -> "second"))
  }

  test("a work that fails withdraws its run, and removes what it has left") {
    val here = workshop()
    Seq("nothing written", "renamed").foreach { place =>
      intercept[IllegalStateException] {
        here.deliver(first, at = step => if (step == place) throw new IllegalStateException("the disk is full"))
      }
      assert(here.ledger.last.state == State.Withdrawn)
      requireSound(here, Map("2024-01" -> "before"))
    }
  }

  test("a catalog that was lost is built again from the ledger") {
    val here = workshop()
    here.deliver(others.last)
    here.catalog.lose()
    val done = here.deliver(others.last)
    assert(
      done.recovered == Seq(
        "2024-01 shows run 1 again, as the ledger says",
        "2024-02 shows run 3 again, as the ledger says"
      )
    )
    requireSound(here, Map("2024-01" -> "before", "2024-02" -> "second"))
  }
}
