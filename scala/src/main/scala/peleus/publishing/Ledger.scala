package peleus.publishing

import java.time.Instant
import java.time.temporal.ChronoUnit.MILLIS
import java.util.Locale

import scala.annotation.tailrec
import scala.collection.mutable

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path

import peleus.document.Json
import peleus.document.Node.Fields
import peleus.storage.AtomicFile

/** The lines of one table's ledger, a file each. Lines are added, and never changed or removed.
  *
  * @param now
  *   the time of lines that are added; it orders nothing
  */
private[peleus] final class Ledger(folder: Path, configuration: Configuration, now: () => Instant) {
  private val files = folder.getFileSystem(configuration)

  /** All lines, in their order. */
  def entries(): Seq[Entry] = read(numbers())

  /** Lines never change: each is read once. */
  private val known = mutable.Map.empty[Int, Entry]

  private def read(numbers: Seq[Int]): Seq[Entry] = numbers.map(number => known.getOrElseUpdate(number, read(number)))

  private def read(number: Int): Entry = {
    val text = AtomicFile.read(file(number), configuration)
    val line = text.getOrElse(throw new IllegalStateException(s"the ledger has lost ${file(number)}"))
    Entry.read(Json.read(line, Some(file(number).toString)))
  }

  /** Takes the next number as that of a new run. Of several processes that try, each gets its own; from then on those
    * that came before are stopped by [[requireNoneAfter]].
    */
  def start(date: String, details: Fields): Entry =
    add(number => Entry(number, State.Started, number, date, at, details))(() => ())

  /** Adds what became of a run, as long as no run has started after a line: whoever starts one takes the number that
    * this line was about to get, so nothing comes in between.
    *
    * @throws Busy
    *   when a run has
    */
  def end(run: Entry, state: State, details: Fields, line: Int): Entry =
    add(number => Entry(number, state, run.run, run.date, at, details))(() => requireNoneAfter(line))

  /** Refuses to go on when a run has started after a line: then this process has lost its lock, by sleeping too long.
    *
    * @param line
    *   the one that started the run of this process
    * @throws Busy
    *   when there is such a run
    */
  def requireNoneAfter(line: Int): Unit =
    read(numbers().filter(_ > line)).filter(_.state == State.Started).lastOption.foreach { later =>
      throw Busy(s"run ${later.run}, ${later.text("process").getOrElse("another process")}")
    }

  /** @param allowed
    *   looked at when the number is chosen, and not yet taken
    */
  @tailrec private def add(entry: Int => Entry)(allowed: () => Unit): Entry = {
    val next = entry(numbers().lastOption.getOrElse(0) + 1)
    allowed()
    if (AtomicFile.create(file(next.number), Json.pretty(next.json), configuration)) next else add(entry)(allowed)
  }

  private def at: Instant = now().truncatedTo(MILLIS)

  private def file(number: Int): Path = new Path(folder, String.format(Locale.ROOT, "%08d.json", number))

  private def numbers(): Seq[Int] =
    if (!files.exists(folder)) Nil
    else
      files.listStatus(folder).toSeq.map(_.getPath.getName).collect { case Ledger.File(number) => number.toInt }.sorted
}

private object Ledger {
  private val File = """(\d{8})\.json""".r
}
