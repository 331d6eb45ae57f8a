package peleus.contract

import peleus.Nearest

/** The labels of a delivery's header against the fields of its contract. Case, blanks around and the bytes of accents
  * make no difference; a field answers to its name and to its labels.
  */
object Header {

  /** Where each field stands in the header, by the contract's `fields_match`.
    *
    * @param labels
    *   the header's cells, in order
    * @return
    *   for each field of the contract, in its order, the position of its column from 0, or -1 where there is none; or
    *   what is wrong, as sentences
    */
  def positions(contract: Contract, labels: Seq[String]): Either[Seq[String], Seq[Int]] = {
    val matching = new Matching(contract, labels)
    val problems = matching.problems
    Either.cond(problems.isEmpty, matching.positions, problems)
  }

  /** How many of the fields the labels give. */
  def score(contract: Contract, labels: Seq[String]): Int = scorer(contract)(labels)

  /** The same as a function that tasks can be sent, as a contract cannot. */
  def scorer(contract: Contract): Seq[String] => Int = {
    val names = owners(contract)
    labels => labels.flatMap(label => names.get(Label.key(label))).distinct.size
  }

  private def owners(contract: Contract): Map[String, String] = contract.fields.toSeq.flatMap { case (name, field) =>
    (name +: field.labels).map(label => Label.key(label) -> name)
  }.toMap

  private final class Matching(contract: Contract, labels: Seq[String]) {
    private val names = owners(contract)
    private val owned = labels.map(label => names.get(Label.key(label)))
    private val columns: Map[String, Seq[Int]] =
      owned.zipWithIndex.collect { case (Some(name), i) => name -> i }.groupMap(_._1)(_._2)
    private val others = labels.indices.filter(owned(_).isEmpty)
    private val fieldsMatch = contract.delivery.fieldsMatch

    val positions: Seq[Int] = contract.fields.keys.toSeq.map(columns.get(_).fold(-1)(_.head))

    def problems: Seq[String] = {
      val found = if (mayBeRecord) Seq(notShown) else twice ++ unknown ++ absent
      if (found.nonEmpty) found else order.toSeq
    }

    /** Where no label is known the header may be missing, and its first record, with masked values, stands there. */
    private def mayBeRecord: Boolean = columns.isEmpty && contract.fields.values.exists(_.mask)

    private def notShown: String =
      "no label is known, is the header missing? What was read is not shown, as the contract masks fields " +
        s"(allowed: ${free.mkString(", ")})"

    private def twice: Seq[String] = for {
      name <- contract.fields.keys.toSeq
      found <- columns.get(name).filter(_.size > 1)
      where = found.map(i => s"'${labels(i)}' (column ${i + 1})").mkString(", ")
    } yield s"the field '$name' stands in several columns: $where"

    /** Labels of no field, where all must be of one. */
    private def unknown: Seq[String] = fieldsMatch match {
      case FieldsMatch.Subset | FieldsMatch.Partial => Nil
      case _                                        =>
        others.map { i =>
          if (Label.key(labels(i)).isEmpty) s"the label of column ${i + 1} is blank"
          else s"the label '${labels(i)}' (column ${i + 1}) is not known${Nearest(labels(i), free)}"
        }
    }

    /** Labels of the fields that the header does not have. */
    private def free: Seq[String] =
      contract.fields.toSeq.filterNot { case (name, _) => columns.contains(name) }.flatMap { case (name, field) =>
        name +: field.labels
      }

    /** Fields that must be there and are not. */
    private def absent: Seq[String] = {
      val every = fieldsMatch match {
        case FieldsMatch.Superset | FieldsMatch.Partial => false
        case _                                          => true
      }
      val none = Option.when(columns.isEmpty && !every)(s"no label is known (allowed: ${free.mkString(", ")})")
      none.toSeq ++ contract.fields.collect {
        case (name, field) if (every || field.required) && !columns.contains(name) => lacking(name, field)
      }
    }

    private def lacking(name: String, field: Field): String = {
      val written = others.map(labels)
      val near = (name +: field.labels).flatMap(Nearest.closest(_, written)).headOption
      s"the field '$name' has no column${near.fold("")(label => s", is it '$label'?")} " +
        s"(labels: ${(name +: field.labels).mkString(", ")})"
    }

    private def order: Option[String] =
      Option.when(fieldsMatch == FieldsMatch.Exact && positions != positions.indices) {
        s"the columns stand in another order: wants ${contract.fields.keys.mkString(", ")}, " +
          s"got ${owned.flatten.mkString(", ")}"
      }
  }
}
