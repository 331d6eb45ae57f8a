package peleus.publishing

import java.time.Duration

import org.apache.spark.SPARK_VERSION

import peleus.Build
import peleus.document.Node
import peleus.document.Node._

/** What a run has to tell, with what became of it. */
private[peleus] object RunReport {

  /** The report of the work, its `verdict` the last word, and `run`.
    *
    * @param took
    *   from the run's start; none where another process has finished it
    */
  def apply(table: TableName, started: Entry, work: Work, took: Option[Duration]): Fields = {
    val manifest = work.manifest
    val run = fields(
      "table" -> Text(table.toString),
      "date" -> Text(started.date),
      "number" -> Number(started.run),
      "decision" -> textOrNull(if (work.sameAs.isDefined) Some(State.Duplicate.name) else manifest.flatMap(_.decision)),
      "corrects" -> orNull(manifest.flatMap(_.corrects).map(Number(_))),
      "same_as" -> orNull(work.sameAs.map(Number(_))),
      "released" -> textOrNull(manifest.flatMap(_.released)),
      "started" -> Text(started.at.toString),
      "seconds" -> orNull(took.map(duration => Number(BigDecimal(duration.toMillis, 3)))),
      "versions" -> versions
    )
    val verdict = Text("verdict") -> Text(state(manifest).name)
    Fields(
      work.report.entries.map { case (key, value) => if (key.value == "verdict") verdict else key -> value } ++
        fields("run" -> run).entries
    )
  }

  /** What becomes of a run, by its manifest. */
  def state(manifest: Option[Manifest]): State = manifest.map(_.outcome) match {
    case Some(Manifest.Publish) => State.Published
    case Some(Manifest.Hold)    => State.Held
    case Some(Manifest.Fail)    => State.Failed
    case None                   => State.Duplicate
  }

  private def versions: Node = fields(
    "peleus" -> Text(Build.version),
    "spark" -> Text(SPARK_VERSION),
    "java" -> Text(Runtime.version.toString.takeWhile(_ != '+'))
  )
}
