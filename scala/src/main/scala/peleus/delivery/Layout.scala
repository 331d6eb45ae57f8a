package peleus.delivery

/** What the contract says about the text of a delivery.
  *
  * @param encodings
  *   encodings to try, in order; names of [[Encodings]]
  * @param delimiters
  *   ASCII characters; the one that gives most of the known labels is taken, the first of several such
  * @param quote
  *   an ASCII character, doubled inside quotes
  * @param preambleRows
  *   physical lines before the header
  * @param maxRecordLines
  *   most physical lines of a record, at least 1; a quote that is open for longer spoils its first line alone
  */
final case class Layout(
    encodings: Seq[String],
    delimiters: Seq[Char],
    quote: Option[Char],
    preambleRows: Int,
    maxRecordLines: Int
) {
  require(encodings.nonEmpty && encodings.forall(Encodings.all.contains), s"encodings ${encodings.mkString(", ")}")
  require(delimiters.nonEmpty && preambleRows >= 0 && maxRecordLines > 0, s"delimiters or lines of $this")
}

/** How much memory and how many inflated bytes a file may take.
  *
  * @param bufferBytes
  *   bytes of text held at a time; less than what the second level cache of a core holds, for they are gone over twice
  * @param recordBytes
  *   bytes of text that one record may take, at least `bufferBytes`
  * @param inflatedBytes
  *   bytes that one delivered file may inflate to
  * @param inflation
  *   inflated bytes for each packed one, once there are more than `inflationFrom`. Deflate itself cannot exceed 1032;
  *   tables hardly exceed 50.
  */
private[delivery] final case class Limits(
    bufferBytes: Int = 512 << 10,
    recordBytes: Int = 16 << 20,
    inflatedBytes: Long = 100L << 30,
    inflation: Long = 200,
    inflationFrom: Long = 64L << 20
)
