package peleus.thetis.run

import peleus.contract.{ActionName, Contract}
import peleus.delivery.{DeliveryFailed, Member, Sequence, SequenceJson}
import peleus.document.Node
import peleus.document.Node._
import peleus.thetis.CheckedRow
import peleus.thetis.records.Fault
import peleus.transformations.Names

/** What a check found, as the JSON that every report is drawn from. The same delivery under the same contract gives the
  * same bytes.
  *
  * @param says
  *   the outcome as a sentence that goes on after the verdict's word
  * @param because
  *   a sentence for each reason against the delivery
  */
private[peleus] final case class Report(
    contract: Contract,
    fingerprint: String,
    date: Option[String],
    verdict: Verdict,
    says: String,
    because: Seq[String],
    details: Seq[(String, Node)]
) {

  def json: Fields = fields(
    Seq(
      "version" -> Number(1),
      "verdict" -> Text(verdict.name),
      "says" -> Text(says),
      "because" -> texts(because),
      "contract" -> fields(
        "name" -> Text(contract.contract),
        "version" -> Text(contract.version),
        "fingerprint" -> Text(fingerprint)
      ),
      "date" -> textOrNull(date)
    ) ++ details: _*
  )
}

private[peleus] object Report {

  /** What a run that could read its delivery has to tell. */
  def details(
      contract: Contract,
      sequence: Sequence,
      written: Written,
      identities: Seq[Identity],
      found: Seq[DatasetFinding]
  ): Seq[(String, Node)] = delivered(sequence) ++ Seq(
    "routes" -> fields(
      Seq(CheckedRow.Clean, CheckedRow.Rejects, CheckedRow.Dropped).map(r => r -> number(written.rows(r))): _*
    ),
    "identities" -> Items(identities.map(identity)),
    "rules" -> Items(rules(contract).map { case (name, action) => rule(contract, name, action, written) }),
    "dataset_rules" -> Items(found.map(finding)),
    "columns" -> Profile(contract, written)
  )

  /** What was delivered. */
  def delivered(sequence: Sequence): Seq[(String, Node)] = Seq(
    "delivery" -> fields("id" -> Text(sequence.id), "files" -> Items(sequence.members.map(member)))
  )

  /** What a delivery that cannot be read has to tell. */
  def details(failed: DeliveryFailed): Seq[(String, Node)] = Seq("problems" -> Items(failed.problems.map { problem =>
    fields("file" -> Text(problem.file), "code" -> Text(problem.code), "what" -> Text(problem.what))
  }))

  private def member(m: Member): Node = fields(
    "file" -> Text(m.path.split('/').last),
    "entry" -> textOrNull(m.entry),
    "compression" -> Text(Names.snakeOf(m.compression)),
    "file_bytes" -> Number(m.delivered),
    "bytes" -> Number(m.bytes),
    "sha256" -> Text(m.sha256),
    "encoding" -> fields(
      "name" -> Text(m.encoding.name),
      "byte_order_mark" -> Bool(m.encoding.byteOrderMark),
      "undecodable_lines" -> Number(m.encoding.undecodable),
      "refused" -> Items(m.encoding.refused.map(SequenceJson.undecodable))
    ),
    "delimiter" -> Text(m.delimiter.toString),
    "labels" -> texts(m.labels),
    "lines" -> SequenceJson.lines(m.lines),
    "records" -> Number(m.records)
  )

  private def identity(i: Identity): Node = fields(
    "name" -> Text(i.name),
    "says" -> Text(i.says),
    "counted" -> Number(i.counted),
    "found" -> Number(i.found),
    "holds" -> Bool(i.holds)
  )

  /** Every rule that a record may fail, with its action. */
  private def rules(contract: Contract): Seq[(RuleName, String)] = {
    val structure = Fault.names.tail.map(RuleName(None, _) -> Names.snakeOf(ActionName.Quarantine))
    val cells =
      for ((name, field) <- contract.fields.toSeq; failure <- field.failures)
        yield RuleName(Some(name), Names.snakeOf(failure)) -> Names.snakeOf(contract.action(field, failure).action)
    val rows = contract.rowRules.map(rule => RuleName(None, rule.name) -> Names.snakeOf(contract.action(rule).action))
    structure ++ cells ++ rows
  }

  private def rule(contract: Contract, name: RuleName, action: String, written: Written): Node = {
    val shown = written.recounts.get(name).filter(_ => action != "warn") // of those only rejects would tell a line
    val told = Seq(
      "column" -> textOrNull(name.column),
      "rule" -> Text(name.rule),
      "action" -> Text(action),
      "failures" -> number(counted(contract, name, written)),
      "first_line" -> shown.fold[Node](Null())(r => number(r.firstLine)),
      "last_line" -> shown.fold[Node](Null())(r => number(r.lastLine))
    )
    // Rules over rows are Spark's: what kept the examples, the checker, knows nothing of them.
    val examples = written.metrics.examples.getOrElse(name.toString, Nil).map(example)
    fields(told ++ Option.unless(isOfRows(contract, name))("examples" -> Items(examples)): _*)
  }

  private def example(e: Example): Node =
    fields("file" -> number(e.file), "line" -> number(e.line), "value" -> textOrNull(e.value))

  private def isOfRows(contract: Contract, name: RuleName): Boolean =
    name.column.isEmpty && contract.rowRules.exists(_.name == name.rule)

  /** By whoever looked at the cells or the rows: of rules that only warn there is no other trace. */
  private def counted(contract: Contract, name: RuleName, written: Written): Long =
    contract.rowRules.indexWhere(rule => name.column.isEmpty && rule.name == name.rule) match {
      case -1 => written.metrics("failures", name.toString) + written.metrics("records_failed", name.toString)
      case i  => written.metrics.bits.lift(i).getOrElse(0L)
    }

  private def finding(f: DatasetFinding): Node = fields(
    "rule" -> Text(f.rule.name),
    "action" -> Text(Names.snakeOf(f.action.action)),
    "failures" -> Number(f.failures),
    "holds" -> Bool(f.holds),
    "says" -> Text(f.says)
  )

  private def number(n: Long): Node = Number(n)
}
