package peleus.contract

import peleus.Problem

/** Everything in a contract that would only be found at the first row, or never: found when it is read. */
private[contract] object ContractCheck {
  private val Name = "[a-z][a-z0-9_]*".r

  /** What is wrong with the parts that have the right shape. */
  def apply(draft: Draft): Seq[Problem] = {
    val delivery = draft.part[Delivery]("delivery")
    val missing = delivery.fold(Seq.empty[String])(_.missingValues)
    val usable = if (DeliveryCheck.missing(missing, draft.at).isEmpty) missing else Nil
    Seq(
      draft.part[String]("contract").toSeq.flatMap(name(_, draft.at / "contract")),
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

  /** Names that become names of tables and of folders, and words in reports. */
  def name(name: String, at: Cursor): Option[Problem] =
    Option.unless(Name.matches(name)) {
      at.problem(s"'$name' is no name: small letters, digits and _ are allowed, a letter first")
    }

  private def version(version: String, at: Cursor): Option[Problem] =
    Option.when(Trimmed(version).isEmpty)(at.problem("is blank: say which version it is, such as 1.0.0"))
}
