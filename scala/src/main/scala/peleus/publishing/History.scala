package peleus.publishing

import peleus.publishing.State.{Published, Started}

/** What the lines of a ledger come to. */
private[peleus] final class History(entries: Seq[Entry]) {
  private val ended = entries.filter(_.state.isFinal).map(_.run).toSet

  /** Every line about publication, in order. */
  private val publications = entries.filter(_.state == Published)

  /** What is published, by date: of several runs the latest. */
  val current: Map[String, Entry] = publications.groupBy(_.date).map { case (date, all) => date -> all.maxBy(_.run) }

  /** Runs of which nobody knows what became. */
  def unfinished: Seq[Entry] = entries.filter(entry => entry.state == Started && !ended(entry.run))

  /** Runs that have come to nothing. */
  def withdrawn: Seq[Entry] = entries.filter(_.state == State.Withdrawn)

  /** Runs whose place has been taken by a later one of their date, with the line that took it. */
  def superseded: Seq[(Entry, Entry)] = for {
    started <- entries if started.state == Started
    by <- publications.filter(line => line.date == started.date && line.run > started.run).minByOption(_.run)
  } yield (started, by)

  /** What a delivery is.
    *
    * @param delivery
    *   its hash
    * @param contract
    *   fingerprint of the contract that it is checked by
    * @param released
    *   whether somebody has said that it is of this date, though another shows the same
    */
  def decide(delivery: String, date: String, contract: String, released: Boolean): Decision = {
    def holds(entry: Entry) = entry.text("delivery").contains(delivery)
    val here = current.get(date)
    here.filter(holds).orElse(current.values.find(holds).filterNot(_ => released)) match {
      case Some(same) if same.date != date || same.text("contract").contains(contract) =>
        Decision.Duplicate(same.run, same.date)
      case Some(same) => Decision.Rechecked(same.run)
      case None       =>
        val before = publications.filter(entry => entry.date == date && holds(entry)).lastOption
        (before, here) match {
          case (Some(first), Some(now)) => Decision.Returned(first.run, now.run)
          case (_, Some(now))           => Decision.Corrected(now.run)
          case (_, None)                => Decision.New
        }
    }
  }
}
