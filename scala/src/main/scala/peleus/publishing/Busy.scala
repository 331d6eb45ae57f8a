package peleus.publishing

/** Somebody else is writing.
  *
  * @param by
  *   who, for people
  */
private[peleus] final case class Busy(by: String) extends RuntimeException(s"another writer is at work: $by")
