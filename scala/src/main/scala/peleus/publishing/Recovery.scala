package peleus.publishing

import java.time.{Duration, Instant}

import org.apache.hadoop.fs.Path

import peleus.document.Json
import peleus.document.Node.{Fields, fields, texts}
import peleus.storage.AtomicFile

/** What a writer does before its own work. It holds the lock and has started its run, so whatever is unfinished was
  * left by a process that is dead, or will stop at its next step.
  *
  * @param endings
  *   of the names of the tables that are published together
  */
private[peleus] final class Recovery(
    store: Store,
    table: TableName,
    endings: Seq[String],
    catalog: Catalog,
    ledger: Ledger,
    ending: Ending,
    now: () => Instant
) {
  private val configuration = store.configuration
  private val files = store.root.getFileSystem(configuration)

  /** Finishes or withdraws every earlier run that has no last line, lets the catalog and the list say what the ledger
    * says, and removes what nobody can be reading any more.
    *
    * @param own
    *   the run of this writer
    * @return
    *   what was done, a sentence each
    */
  def run(own: Entry, walk: Seq[Step] => Unit): Seq[String] = {
    sweep()
    val unfinished = new History(ledger.entries()).unfinished.filter(_.run < own.run)
    val finished = unfinished.map(settle(_, own.number, walk))
    val history = new History(ledger.entries())
    val restored = restore(history, own.number, walk) ++ listAgain(history, own.number)
    history.withdrawn.foreach(remove)
    removeSuperseded(history)
    finished ++ restored
  }

  /** Ends a run of which nothing is published, and removes what it has left. The line comes first: from then on nobody
    * publishes what is about to go.
    *
    * @param line
    *   the one that started the run of this writer
    * @throws Busy
    *   when another has started one since
    */
  def withdraw(started: Entry, why: String, line: Int): Unit = {
    ledger.end(started, State.Withdrawn, fields("because" -> texts(Seq(why))), line)
    remove(started)
  }

  private def remove(run: Entry): Unit = {
    removeHidden(run)
    files.delete(store.runFolder(table, run.date, run.run), true): Unit
  }

  /** What a run was about to put in its place. */
  private def removeHidden(run: Entry): Unit =
    Seq(store.runFolder(table, run.date, run.run), store.report(table, run.date, run.run)).foreach { place =>
      hidden(place.getParent, s".${place.getName}-").foreach(files.delete(_, true))
    }

  /** Files that were about to get their names. */
  private def sweep(): Unit = Seq(store.ledger(table) -> ".0", store.folder(table) -> ".published.json-").foreach {
    case (folder, start) => hidden(folder, start).foreach(files.delete(_, true))
  }

  private def hidden(folder: Path, start: String): Seq[Path] =
    if (!files.exists(folder)) Nil
    else files.listStatus(folder).toSeq.map(_.getPath).filter(_.getName.startsWith(start))

  private def settle(started: Entry, line: Int, walk: Seq[Step] => Unit): String = {
    val folder = store.runFolder(table, started.date, started.run)
    val name = s"run ${started.run} of ${started.date}, which a process had left unfinished,"
    removeHidden(started)
    Manifest.in(folder, configuration) match {
      case Some(manifest) =>
        val work = Work(reportIn(folder), Some(manifest), manifest.delivery)
        walk(ending.steps(started, work, RunReport(table, started, work, None)))
        s"$name is ${RunReport.state(Some(manifest)).name} now"
      case None =>
        withdraw(started, "its process ended before everything was written", line)
        s"$name is withdrawn: not everything was written"
    }
  }

  private def reportIn(folder: Path): Fields = {
    val file = new Path(folder, "report.json")
    AtomicFile.read(file, configuration).map(Json.read(_, Some(file.toString))) match {
      case Some(report: Fields) => report
      case _                    => throw new IllegalStateException(s"there is no report in $file")
    }
  }

  /** The ledger is what counts: a catalog that was lost, or was switched by a writer who had lost its lock, says it
    * again.
    */
  private def restore(history: History, line: Int, walk: Seq[Step] => Unit): Seq[String] = {
    val published = history.current.values.toSeq.sortBy(_.date)
    val tables = if (published.isEmpty) Nil else endings.map(table.beside)
    val shown = tables.map(name => name -> catalog.locations(name)).toMap
    for {
      run <- published
      folder = store.runFolder(table, run.date, run.run)
      if !tables.forall(shown(_).get(run.date).exists(_.getParent == folder))
      sentence <- Manifest.in(folder, configuration) match {
        case None => Some(s"what the ledger says is published of ${run.date} is gone: $folder; deliver it again")
        case Some(manifest) => Option.unless(shows(manifest, folder, shown))(showAgain(run, manifest, line, walk))
      }
    } yield sentence
  }

  /** Whether each part is shown where it is; a run from before a table was added has no part for it. */
  private def shows(manifest: Manifest, folder: Path, shown: Map[TableName, Map[String, Path]]): Boolean =
    manifest.parts.forall { part =>
      shown.get(table.beside(part.ending)).flatMap(_.get(manifest.date)).contains(new Path(folder, part.folder))
    }

  private def showAgain(run: Entry, manifest: Manifest, line: Int, walk: Seq[Step] => Unit): String = {
    walk(new Publication(store, catalog, ledger, run, manifest, line).steps.map(_.fenced(ledger, line)))
    s"${run.date} shows run ${run.run} again, as the ledger says"
  }

  private def listAgain(history: History, line: Int): Option[String] = {
    val there = PublishedFile.read(store, table)
    val right = PublishedFile.text(table, history.current.values.map(PublishedFile.partition).toSeq)
    Option.when(there.fold(history.current.nonEmpty)(_ != right)) {
      ledger.requireNoneAfter(line)
      PublishedFile.write(store, table, right)
      "published.json says again what the ledger says"
    }
  }

  private def removeSuperseded(history: History): Unit = history.superseded
    .collect {
      case (run, by) if by.at.plus(Recovery.Grace).isBefore(now()) => store.runFolder(table, run.date, run.run)
    }
    .filter(files.exists)
    .foreach(files.delete(_, true))
}

private[peleus] object Recovery {

  /** How long superseded rows stay: a query that was planned before the switch goes on reading them. */
  val Grace: Duration = Duration.ofDays(7)
}
