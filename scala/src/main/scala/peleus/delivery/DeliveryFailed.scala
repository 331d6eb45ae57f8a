package peleus.delivery

/** Why a file of a delivery cannot be read at all. The delivery fails then: nothing of it is published.
  *
  * @param file
  *   the delivered file, and its entry after a `!`
  * @param code
  *   one word for the reason: empty, truncated, corrupt, wrong_name, encrypted, header, too_large, …
  * @param what
  *   what arrived and what is allowed, as a sentence
  */
final case class FileProblem(file: String, code: String, what: String) {
  override def toString: String = s"$file: $what"
}

/** A delivery that cannot be checked, with everything that is wrong with its files. */
final case class DeliveryFailed(problems: Seq[FileProblem]) extends RuntimeException(problems.mkString("\n"))
