package peleus.thetis.records

/** How the text of a member is cut into records and cells: the dialect of a contract, for one member.
  *
  * @param delimiter
  *   an ASCII byte; neither the quote, nor CR, LF or a space
  * @param quote
  *   an ASCII byte, none where the dialect has no quote
  * @param maxRecordLines
  *   most physical lines of one record
  * @param width
  *   cells of a record: those of the header
  */
final case class Grammar(delimiter: Byte, quote: Option[Byte], maxRecordLines: Int, width: Int)

object Grammar {
  final val LineFeed = '\n'.toByte
  final val CarriageReturn = '\r'.toByte
}
