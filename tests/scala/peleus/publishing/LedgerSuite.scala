package peleus.publishing

import java.nio.file.{Files, Path => LocalPath}
import java.time.Instant
import java.util.concurrent.{Callable, Executors}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.document.Node.{Text, fields}

class LedgerSuite extends AnyFunSuite {
  private val configuration = new Configuration
  private val nothing = fields()

  private final class Book {
    val folder: LocalPath = Files.createTempDirectory("ledger")
    val ledger =
      new Ledger(new Path(folder.toString), configuration, () => Instant.parse("2024-05-01T10:00:00.1234567Z"))

    def damaged(text: String): String = {
      Files.writeString(folder.resolve("00000001.json"), text)
      intercept[Refused](ledger.entries()).getMessage
    }
  }

  test("lines are read as they were written, numbered from 1, to the millisecond") {
    val ledger = new Book().ledger
    assert(ledger.entries() == Nil)
    val run = ledger.start("2024-04", fields("process" -> Text("process 7")))
    val end = ledger.end(run, State.Published, fields("delivery" -> Text("abc"), "folder" -> Text("f")), run.number)
    val moment = Instant.parse("2024-05-01T10:00:00.123Z")
    assert(run == Entry(1, State.Started, 1, "2024-04", moment, fields("process" -> Text("process 7"))))
    assert((end.number, end.run, end.state) == ((2, 1, State.Published)))
    assert(ledger.entries() == Seq(run, end))
    assert(ledger.start("2024-05", nothing).run == 3)
  }

  test("of 16 threads each gets numbers of its own, and none is left out") {
    val book = new Book
    val threads = Executors.newFixedThreadPool(16)
    val tasks = Seq.fill(16)(new Callable[Seq[Entry]] {
      private val own = new Ledger(new Path(book.folder.toString), configuration, () => Instant.EPOCH)
      override def call(): Seq[Entry] = Seq.fill(5)(own.start("2024-05", nothing))
    })
    val made =
      try threads.invokeAll(tasks.asJava).asScala.toSeq.flatMap(_.get)
      finally threads.shutdownNow(): Unit
    assert(made.map(_.number).sorted == (1 to 80))
    assert(book.ledger.entries() == made.sortBy(_.number))
    assert(book.folder.toFile.list().length == 80)
  }

  test("a run that another has overtaken gets no last line") {
    val ledger = new Book().ledger
    val first = ledger.start("2024-05", nothing)
    ledger.requireNoneAfter(first.number)
    val second = ledger.start("2024-05", fields("process" -> Text("process 8 on here")))
    assert(intercept[Busy](ledger.requireNoneAfter(first.number)).by == "run 2, process 8 on here")
    intercept[Busy](ledger.end(first, State.Published, nothing, first.number))
    ledger.end(first, State.Withdrawn, nothing, second.number)
    ledger.end(second, State.Held, nothing, second.number)
    assert(
      ledger.entries().map(line => line.run -> line.state) ==
        Seq(1 -> State.Started, 2 -> State.Started, 1 -> State.Withdrawn, 2 -> State.Held)
    )
  }

  test("a damaged line is refused with its file and what is wrong") {
    val line = """{"entry": 1, "state": "started", "run": 1, "date": "2024-05", "at": "2024-05-01T10:00:00Z"}"""
    def damaged(text: String) = new Book().damaged(text)
    assert(damaged(line.take(30)).matches("(?s).*/00000001.json:1:\\d+.*is not JSON.*"))
    assert(damaged("").contains("00000001.json: is empty"))
    assert(
      damaged(line.replace("started", "begun"))
        .endsWith("'state' must be started, published, held, failed, duplicate, withdrawn, got the text 'begun'")
    )
    assert(
      damaged(line.replace("\"run\": 1", "\"run\": \"1\"")).contains("'run' must be a whole number, got the text '1'")
    )
    assert(damaged(line.replace("\"date\"", "\"day\"")).contains("'date' is missing"))
    assert(damaged(line.replace("2024-05-01T10", "yesterday 10")).contains("'at' must be a moment such as"))
    assert(damaged(line.replace("started", "begun")).contains("00000001.json:1:"))
  }
}
