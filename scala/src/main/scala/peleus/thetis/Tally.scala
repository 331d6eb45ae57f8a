package peleus.thetis

import peleus.document.Node.Number
import peleus.document.{Json, Node}
import peleus.thetis.records.Fault

/** What is counted in one chunk.
  *
  * @param rules
  *   of the contract
  * @param fields
  *   names of the fields
  */
private[thetis] final class Tally(rules: IndexedSeq[CellRule], fields: IndexedSeq[String]) {

  /** Records by route; those of the route metrics are none. */
  val routes = new Array[Long](Routes.words.length)

  /** Records by what is wrong with them as a whole. */
  val faults = new Array[Long](Fault.names.length)

  /** Records that fail each rule. */
  val failures = new Array[Long](rules.size)

  /** Clean records that fail each rule, of the rules that only warn. */
  val warned = new Array[Long](rules.size)

  /** Cells that fail anything but being there, by field. */
  val invalid = new Array[Long](fields.size)

  /** Records that fail each rule, and those that are faulty as a whole. */
  val failing = new Examples(rules.map(_.name))
  val faulty = new Examples(Fault.names)

  /** As JSON on one line. Rules and faults that never occurred are left out, fields are not.
    *
    * @param missing
    *   missing cells by field
    */
  def json(file: Int, from: Long, bytes: Long, lines: Long, blank: Long, missing: Seq[Long]): String = Json.write(
    Node.fields(
      "file" -> Number(file),
      "from" -> Number(from),
      "bytes" -> Number(bytes),
      "lines" -> Number(lines),
      "blank" -> Number(blank),
      "records" -> Number(routes.sum),
      "clean" -> Number(routes(Routes.Clean.toInt)),
      "rejects" -> Number(routes(Routes.Rejects.toInt)),
      "dropped" -> Number(routes(Routes.Dropped.toInt)),
      "failures" -> counts(rules.map(_.name), failures),
      "warned" -> counts(rules.map(_.name), warned),
      "records_failed" -> counts(Fault.names, faults),
      "examples" -> Node.fields(failing.entries ++ faulty.entries: _*),
      "columns" -> Node.fields(fields.indices.map { i =>
        fields(i) -> Node.fields("missing" -> Number(missing(i)), "invalid" -> Number(invalid(i)))
      }: _*)
    )
  )

  private def counts(names: IndexedSeq[String], counts: Array[Long]): Node =
    Node.fields(names.indices.filter(counts(_) > 0).map(i => names(i) -> Number(counts(i))): _*)
}
