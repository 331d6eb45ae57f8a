package peleus.publishing

import peleus.document.Json
import peleus.document.Node._
import peleus.storage.AtomicFile

/** The steps from a run whose work is done to the ledger's last line about it.
  *
  * @param line
  *   the one that started the run of this writer: none is done once another has started one
  */
private[peleus] final class Ending(store: Store, table: TableName, catalog: Catalog, ledger: Ledger, line: Int) {

  /** @param report
    *   as it is kept
    */
  def steps(started: Entry, work: Work, report: Fields): Seq[Step] = {
    val kept = Step("reported", () => keep(started, report))
    val all = work.manifest match {
      case Some(manifest) if manifest.outcome == Manifest.Publish =>
        val publication = new Publication(store, catalog, ledger, started, manifest, line)
        publication.steps :+ kept :+ publication.record
      case other => Seq(kept, Step("recorded", () => record(started, work, other)))
    }
    all.map(_.fenced(ledger, line))
  }

  private def keep(started: Entry, report: Fields): Unit =
    AtomicFile.replace(store.report(table, started.date, started.run), Json.pretty(report), store.configuration)

  private def record(started: Entry, work: Work, manifest: Option[Manifest]): Unit = ledger.end(
    started,
    RunReport.state(manifest),
    Fields(
      fields("delivery" -> textOrNull(work.delivery)).entries ++
        work.sameAs.map(run => Text("same_as") -> Number(run)) ++
        work.report.get("because").map(Text("because") -> _)
    ),
    line
  ): Unit
}
