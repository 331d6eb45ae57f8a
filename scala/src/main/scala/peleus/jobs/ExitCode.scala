package peleus.jobs

/** What a process ends with, the same from Python and from the jar. */
object ExitCode {

  /** The work is done, or there was nothing to do. */
  final val Done = 0

  /** An internal error: what the JVM, Python and spark-submit give by themselves. */
  final val Internal = 1

  /** Usage, recipe or configuration refused: what command-line libraries give. */
  final val Refused = 2

  /** The delivery is checked, and held until somebody releases it. */
  final val Held = 10

  /** The delivery failed its checks; nothing of it is published. */
  final val ChecksFailed = 11

  /** Another process is writing: nothing was begun, or what was begun is the other's now. */
  final val Busy = 12
}
