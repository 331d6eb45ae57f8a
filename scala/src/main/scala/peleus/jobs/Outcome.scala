package peleus.jobs

/** How a command ended.
  *
  * @param exitCode
  *   one of [[ExitCode]]
  * @param text
  *   what was done, for people
  * @param report
  *   the file of the run's report, where there is one
  */
final case class Outcome(exitCode: Int, text: String, report: Option[String] = None)
