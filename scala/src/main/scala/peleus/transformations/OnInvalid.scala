package peleus.transformations

/** What becomes of a cell that cannot be read. */
sealed trait OnInvalid

object OnInvalid {
  @doc("null") case object SetNull extends OnInvalid
  @doc("null, and the unread text stays in the column `<output>_raw`") case object Keep extends OnInvalid
  @doc("null, and the reason code stands in the column `<output>_error`") case object Flag extends OnInvalid
  @doc("the job stops at the first unreadable cell") case object Fail extends OnInvalid
}
