package peleus.publishing

import java.time.Instant
import java.time.format.DateTimeParseException

import peleus.Refused
import peleus.document.Node.{Fields, Number, Text, fields}
import peleus.document.{Mapping, Node}
import peleus.transformations.Names

/** One line of a ledger: what became of a run at a moment.
  *
  * @param number
  *   of the line, from 1
  * @param run
  *   number of the line that started the run; a later run has a higher one
  * @param date
  *   of the delivery
  * @param details
  *   what the state has to tell: names of files, the delivery's hash, rows
  */
private[peleus] final case class Entry(
    number: Int,
    state: State,
    run: Int,
    date: String,
    at: Instant,
    details: Fields
) {

  /** What it tells under a key, where it does. */
  def text(key: String): Option[String] = details.get(key).collect { case Text(value) => value }

  /** The rows that were published. */
  def rows: Long = details.get("rows").collect { case Number(value) => value.toLong }.getOrElse(0L)

  def json: Node = Fields(
    fields(
      "entry" -> Number(number),
      "state" -> Text(state.name),
      "run" -> Number(run),
      "date" -> Text(date),
      "at" -> Text(at.toString)
    ).entries ++ details.entries
  )
}

private[peleus] object Entry {
  private val Own = Set("entry", "state", "run", "date", "at")

  /** @throws peleus.Refused
    *   when it is no line of a ledger
    */
  def read(node: Node): Entry = {
    val of = Mapping(node, "ledger")
    val state = of.oneOf("state", State.all)(_.name)
    Entry(of.int("entry"), state, of.int("run"), of.text("date"), moment(of), of.except(Own))
  }

  private def moment(of: Mapping): Instant =
    try Instant.parse(of.text("at"))
    catch {
      case _: DateTimeParseException =>
        val got = s"'at' must be a moment such as 2026-11-22T22:00:00Z, got '${of.text("at")}'"
        throw Refused.because(got, "ledger", of.node("at").at)
    }
}

/** What a run has come to. All but the first are final. */
private[peleus] sealed trait State extends Product with Serializable {
  def name: String = Names.snakeOf(this)
  def isFinal: Boolean = this != State.Started
}

private[peleus] object State {

  /** Its number is taken; nothing else is sure. */
  case object Started extends State

  /** Its rows are what readers see of its date, until a later run of the date is published. */
  case object Published extends State

  /** Checked and kept; somebody has to release it. */
  case object Held extends State

  /** Not to be published. */
  case object Failed extends State

  /** What is published already was delivered again. */
  case object Duplicate extends State

  /** The process ended before anything was whole. */
  case object Withdrawn extends State

  val all: Seq[State] = Seq(Started, Published, Held, Failed, Duplicate, Withdrawn)
}
