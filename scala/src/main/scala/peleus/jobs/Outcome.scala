package peleus.jobs

import peleus.publishing.Busy

/** How a command ended.
  *
  * @param exitCode
  *   one of [[ExitCode]]
  * @param text
  *   what was done, for people
  * @param report
  *   the file of the run's report, where there is one
  * @param verdict
  *   what became of it in one word, where something was to be published
  */
final case class Outcome(
    exitCode: Int,
    text: String,
    report: Option[String] = None,
    verdict: Option[String] = None
)

object Outcome {

  /** Nothing was begun, or what was begun is the other process's now.
    *
    * @param what
    *   what was to be written
    */
  private[jobs] def busy(what: String, by: Busy): Outcome =
    Outcome(ExitCode.Busy, s"BUSY  $what  ${by.getMessage}", verdict = Some("busy"))
}
