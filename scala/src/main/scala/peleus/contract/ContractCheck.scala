package peleus.contract

import peleus.Problem
import peleus.declared.{Checks, Cursor}

/** Everything in a contract that would only be found at the first row, or never: found when it is read. */
private[contract] object ContractCheck {

  /** What is wrong with the parts that have the right shape. */
  def apply(draft: Draft): Seq[Problem] = {
    val delivery = draft.part[Delivery]("delivery")
    val missing = delivery.fold(Seq.empty[String])(_.missingValues)
    val usable = if (DeliveryCheck.missing(missing, draft.at).isEmpty) missing else Nil
    Seq(
      draft.part[String]("contract").toSeq.flatMap(Checks.name(_, draft.at / "contract")),
      draft.part[String]("version").toSeq.flatMap(version(_, draft.at / "version")),
      delivery.toSeq.flatMap(DeliveryCheck(_, draft.at / "delivery")),
      draft.part[Policy]("policy").toSeq.flatMap(PolicyCheck(_, draft.at / "policy")),
      NamesCheck(draft),
      draft.fields.flatMap { case (name, field) =>
        FieldCheck(field, usable, draft.at / "fields" / name)
      },
      RulesCheck(draft)
    ).flatten
  }

  private def version(version: String, at: Cursor): Option[Problem] =
    Option.when(Trimmed(version).isEmpty)(at.problem("is blank: say which version it is, such as 1.0.0"))
}
