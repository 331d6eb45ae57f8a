package peleus.thetis.records

/** What is wrong with a record as a whole. A record has the first that applies, and its cells are not looked at. */
object Fault {
  final val None: Byte = 0

  /** A quote that is still open at the end of the text or after `max_record_lines`; the record is its first line. */
  final val UnclosedQuote: Byte = 1

  /** Bytes that are no UTF-8. */
  final val Undecodable: Byte = 2

  /** Something stands between a closing quote and the end of the cell. */
  final val StrayQuote: Byte = 3

  /** More or fewer cells than the header. */
  final val Width: Byte = 4

  /** The words of the faults by their number, as in reasons and metrics. */
  val names: IndexedSeq[String] = IndexedSeq("none", "unclosed_quote", "undecodable", "stray_quote", "width")
}
