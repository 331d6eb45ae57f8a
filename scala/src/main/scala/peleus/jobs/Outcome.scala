package peleus.jobs

/** How a command ended.
  *
  * @param exitCode
  *   one of [[ExitCode]]
  * @param text
  *   what was done, for people
  */
final case class Outcome(exitCode: Int, text: String)
