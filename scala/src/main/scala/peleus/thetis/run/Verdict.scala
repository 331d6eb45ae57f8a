package peleus.thetis.run

import peleus.Shown
import peleus.contract.{Action, ActionName, Beyond, Contract, Failure, Tolerance}
import peleus.publishing.Decision
import peleus.thetis.CheckedRow
import peleus.transformations.Names

/** What became of a delivery. */
sealed trait Verdict extends Product with Serializable {

  /** Its name in reports. */
  def name: String = Names.snakeOf(this)
}

object Verdict {

  /** Checked and written, ready to be published. */
  case object Staged extends Verdict

  /** What is published already; nothing is written. */
  case object Duplicate extends Verdict

  /** Checked and written, but somebody has to release it. */
  case object Held extends Verdict

  /** Not to be published. */
  case object Failed extends Verdict

  /** The verdict, and a sentence for each reason against the delivery. */
  private[thetis] def of(contract: Contract, written: Written, found: Seq[DatasetFinding]): (Verdict, Seq[String]) = {
    val reasons = beyond(contract, written).toSeq ++ fatal(contract, written) ++ found.flatMap(broken)
    val worst =
      if (reasons.exists(_._1 == Failed)) Failed else if (reasons.exists(_._1 == Held)) Held else Staged
    worst -> reasons.map(_._2)
  }

  /** The same, with what is known of earlier deliveries, and with what somebody has said about this one.
    *
    * @param release
    *   why it is let through although it would be held
    */
  private[thetis] def admitted(
      found: (Verdict, Seq[String]),
      decision: Option[Decision],
      release: Option[String]
  ): (Verdict, Seq[String]) = {
    val returned = decision.collect { case back: Decision.Returned => back.says }
    val (verdict, because) = (found._1, found._2 ++ returned)
    val held = if (verdict == Staged && returned.nonEmpty) Held else verdict
    (if (held == Held && release.isDefined) Staged else held) -> because
  }

  private def beyond(contract: Contract, written: Written): Option[(Verdict, String)] = {
    val lost = written.rows(CheckedRow.Rejects) + written.rows(CheckedRow.Dropped)
    val all = lost + written.rows(CheckedRow.Clean)
    val Tolerance(percent, rows) = contract.policy.tolerate
    val share = if (all == 0) 0.0 else 100.0 * lost / all
    val limits =
      percent.filter(share > _).map(limit => s"$limit %") ++ rows.filter(lost > _).map(Shown.count(_, "record"))
    val verdict = if (contract.policy.beyond == Beyond.Fail) Failed else Held
    Option.when(limits.nonEmpty) {
      val lostOfAll = s"${Shown.count(lost)} of ${Shown.count(all, "record")} rejected or dropped"
      verdict -> s"$lostOfAll (${Shown.percent(lost, all)}); tolerated are ${limits.mkString(" and ")}"
    }
  }

  /** Rules of which one failure is too much. */
  private def fatal(contract: Contract, written: Written): Seq[(Verdict, String)] = {
    def isFatal(action: Action) = action.action == ActionName.Fail
    val cells = for {
      (name, field) <- contract.fields.toSeq
      failure <- Failure.all if isFatal(contract.action(field, failure))
    } yield RuleName(Some(name), Names.snakeOf(failure))
    val rows = contract.rowRules.filter(rule => isFatal(contract.action(rule))).map(rule => RuleName(None, rule.name))
    (cells ++ rows).flatMap(name => written.recounts.get(name).map(name -> _)).map { case (name, recount) =>
      val failures = Shown.count(recount.failures, "failure")
      Failed -> s"$failures of $name, which allows none; the first at line ${recount.firstLine}"
    }
  }

  private def broken(finding: DatasetFinding): Option[(Verdict, String)] =
    Some(finding).filterNot(_.holds).collect {
      case DatasetFinding(rule, Action(ActionName.Fail, _), _, says) => Failed -> s"${rule.name}: $says"
      case DatasetFinding(rule, Action(ActionName.Hold, _), _, says) => Held -> s"${rule.name}: $says"
    }
}
