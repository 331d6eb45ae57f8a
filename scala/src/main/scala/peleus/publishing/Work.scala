package peleus.publishing

import org.apache.hadoop.fs.Path

import peleus.document.Node.{Fields, Text}
import peleus.storage.NewFolder

/** A run that has its number.
  *
  * @param folder
  *   where it puts its rows
  * @param isThere
  *   whether the folder of a run of the same date is
  */
private[peleus] final class Attempt(
    started: Entry,
    val folder: NewFolder,
    history: History,
    isThere: Int => Boolean
) {
  def run: Int = started.run
  def date: String = started.date

  /** What a delivery is, seen from what is published; see [[History.decide]]. */
  def decide(delivery: String, contract: String, released: Boolean): Decision =
    history.decide(delivery, date, contract, released) match {
      // somebody has removed its rows: to deliver it again is the way to get them back
      case Decision.Duplicate(run, of) if of == date && !isThere(run) => Decision.Rechecked(run)
      case decision                                                   => decision
    }
}

/** What a run has come to, before anything of it is published.
  *
  * @param report
  *   all that it has to tell; its `verdict` is not yet the last word
  * @param manifest
  *   the one in the run's folder; none where the same is published already
  * @param delivery
  *   hash of the delivery, where there is one that could be read
  * @param sameAs
  *   the run that has published the same
  */
private[peleus] final case class Work(
    report: Fields,
    manifest: Option[Manifest],
    delivery: Option[String],
    sameAs: Option[Int] = None
)

/** A run at its end.
  *
  * @param report
  *   as it is kept
  * @param kept
  *   where
  * @param recovered
  *   what had to be done first about earlier runs, a sentence each
  */
private[peleus] final case class Finished(run: Int, report: Fields, kept: Path, recovered: Seq[String]) {

  /** The last word: published, held, failed, duplicate. */
  def verdict: String = report.get("verdict").collect { case Text(word) => word }.get
}
