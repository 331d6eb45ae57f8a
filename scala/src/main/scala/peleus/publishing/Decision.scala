package peleus.publishing

import peleus.transformations.Names

/** What a delivery is, seen from what has been published before. */
private[peleus] sealed trait Decision extends Product with Serializable {
  def name: String = Names.snakeOf(this)

  /** The run whose place it takes. */
  def corrects: Option[Int] = None
}

private[peleus] object Decision {

  /** Nothing is published of its date. */
  case object New extends Decision

  /** Something else is published of its date. */
  final case class Corrected(run: Int) extends Decision { override def corrects: Option[Int] = Some(run) }

  /** It is published already, checked by another contract. */
  final case class Rechecked(run: Int) extends Decision { override def corrects: Option[Int] = Some(run) }

  /** It was published once, and corrected since: a correction taken back, or an old file sent by mistake.
    *
    * @param before
    *   the run that published it
    * @param run
    *   the run that corrected it, and is published
    */
  final case class Returned(before: Int, run: Int) extends Decision {
    override def corrects: Option[Int] = Some(run)

    def says: String = s"holds what run $before published and run $run has corrected; release it to go back"
  }

  /** It is published already, by the same contract. */
  final case class Duplicate(run: Int, date: String) extends Decision {

    /** @param of
      *   the date that it is told to be of
      */
    def says(of: String): String = {
      val found = s"holds what run $run has published of $date"
      if (of == date) found else s"$found; release it if it is of $of, too"
    }
  }
}
