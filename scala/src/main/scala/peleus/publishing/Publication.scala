package peleus.publishing

import org.apache.hadoop.fs.Path

import peleus.document.Node.{Number, Text, fields, orNull, textOrNull}

/** Publishes what a run has left: one list of steps, each of them whole or not done, each of them harmless when it is
  * done again. Until the table itself is switched readers see nothing new in it; from then on everything.
  *
  * @param line
  *   the one that started the run of this writer, which may be a later one than the run that it publishes
  */
private[peleus] final class Publication(
    store: Store,
    catalog: Catalog,
    ledger: Ledger,
    run: Entry,
    manifest: Manifest,
    line: Int
) {
  import manifest.{parts, table}

  /** What readers are given, in its order: tables that can take the rows, then each part, the table itself last, then
    * the list for readers without a catalog.
    */
  def steps: Seq[Step] =
    Step("tables", () => tables()) +:
      parts.map(part => Step(s"switched ${part.folder}", () => switch(part))) :+
      Step("listed", () => list())

  /** What the ledger says of it afterwards. */
  def record: Step = Step(
    "recorded",
    () =>
      ledger.end(
        run,
        State.Published,
        fields(
          "delivery" -> textOrNull(manifest.delivery),
          "contract" -> Text(manifest.contract),
          "decision" -> textOrNull(manifest.decision),
          "corrects" -> orNull(manifest.corrects.map(Number(_))),
          "released" -> textOrNull(manifest.released),
          "folder" -> Text(folder),
          "rows" -> Number(manifest.rows)
        ),
        line
      )
  )

  private def tables(): Unit = parts.foreach { part =>
    catalog.ensure(table.beside(part.ending), part.columns, store.folder(table))
    if (part.ending.isEmpty) catalog.ensureChanges(table, part.columns)
  }

  private def switch(part: Part): Unit = {
    val rows = new Path(store.runFolder(table, run.date, run.run), part.folder)
    catalog.point(table.beside(part.ending), run.date, rows)
  }

  private def list(): Unit = {
    val others = new History(ledger.entries()).current.values.filter(_.date != run.date).map(PublishedFile.partition)
    val own = PublishedFile.Partition(run.date, run.run, manifest.delivery, folder, manifest.rows)
    PublishedFile.write(store, table, PublishedFile.text(table, others.toSeq :+ own))
  }

  /** That of the table's rows, in that of the table. */
  private def folder: String = s"${Store.runName(run.date, run.run)}/${parts.last.folder}"
}
