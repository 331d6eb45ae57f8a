package peleus.publishing

import java.time.{Duration, Instant}

import scala.util.control.NonFatal

import org.apache.spark.sql.types.StructType

import peleus.Refused
import peleus.document.Node.{Fields, Text, fields}
import peleus.storage.NewFolder

/** The one writer of a published table: gives each run its number, sees to it that what it leaves is published whole or
  * not at all, and first finishes what an earlier process could not.
  *
  * @param catalog
  *   asked for once the lock is held
  * @param now
  *   the time, for the ledger's lines and for what may be removed
  * @param watch
  *   told after every step that another process could have to go on from; a test kills the process there
  */
private[peleus] final class Publisher(
    store: Store,
    table: TableName,
    catalog: () => Catalog,
    now: () => Instant = () => Instant.now(),
    watch: String => Unit = _ => ()
) {
  private val configuration = store.configuration
  private val ledger = new Ledger(store.ledger(table), configuration, now)

  /** Does one run.
    *
    * @param date
    *   of the rows
    * @param about
    *   what the ledger's first line tells of it
    * @param columns
    *   those that the rows will have, by the ending of the table's name
    * @param work
    *   fills the folder of the run, and puts a manifest in it; or finds that there is nothing to do, and makes none.
    *   Gives what it wants to tell the caller, and what it has come to
    * @throws Busy
    *   when another process writes
    * @throws peleus.Refused
    *   when a table has a column of another type, or is somebody else's
    */
  def run[A](date: String, about: Fields, columns: Seq[(String, StructType)])(
      work: Attempt => (A, Work)
  ): (A, Finished) =
    WriterLock.hold(store.lock(table), configuration) {
      val there = catalog() // not before: an embedded one lets one process in
      ensure(there, columns) // at once, so that a command that is refused leaves no line
      // before anything is done: whoever held the lock before, and does not know that it is lost, stops here
      val started = ledger.start(date, Fields(fields("process" -> Text(WriterLock.holder)).entries ++ about.entries))
      watch("started")
      val ending = new Ending(store, table, there, ledger, started.number)
      val recovery = new Recovery(store, table, columns.map(_._1), there, ledger, ending, now)
      val (recovered, (result, done)) = orWithdraw(started, recovery) {
        val recovered = recovery.run(started, walk)
        recovered -> work(attempt(started))
      }
      watch("staged")
      val found = RunReport(table, started, done, Some(Duration.between(started.at, now())))
      walk(ending.steps(started, done, found))
      result -> Finished(started.run, found, store.report(table, date, started.run), recovered)
    }

  private def ensure(there: Catalog, columns: Seq[(String, StructType)]): Unit = columns.foreach {
    case (ending, wanted) =>
      there.ensure(table.beside(ending), wanted, store.folder(table))
      if (ending.isEmpty) there.ensureChanges(table, wanted)
  }

  private def attempt(started: Entry): Attempt = {
    val folder = store.runFolder(table, started.date, started.run)
    // what is hidden in it while the run is filled can be found there afterwards, and nowhere else
    val files = folder.getFileSystem(configuration)
    files.mkdirs(folder.getParent)
    val isThere = (run: Int) => files.exists(store.runFolder(table, started.date, run))
    new Attempt(started, new NewFolder(folder.toString, configuration), new History(ledger.entries()), isThere)
  }

  private def orWithdraw[A](started: Entry, recovery: Recovery)(work: => A): A =
    try work
    catch {
      case NonFatal(e) =>
        try recovery.withdraw(started, Publisher.told(e), started.number)
        catch { case NonFatal(second) if second ne e => e.addSuppressed(second) }
        throw e
    }

  private def walk(steps: Seq[Step]): Unit = steps.foreach { step =>
    step.run()
    watch(step.name)
  }
}

private object Publisher {

  /** What the ledger, which is for ever, may tell of a failure: the message of an exception may hold values. */
  def told(e: Throwable): String = e match {
    case refused: Refused => refused.getMessage
    case other            => s"${other.getClass.getName}; the log tells more"
  }
}
