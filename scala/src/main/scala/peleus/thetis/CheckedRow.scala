package peleus.thetis

/** Names in the rows that the checker gives: its columns beside the contract's fields, and the routes. */
private[peleus] object CheckedRow {

  /** What was wrong with a row that stays: `field.kind`, or the name of a row rule. */
  val Flags = "_flags"

  /** Cells that were set to null or to a default: column, rule, before, after. */
  val Changes = "_changes"

  /** Position of the member in the sequence. */
  val File = "_file"

  /** First physical line of the record, from 1. */
  val Line = "_line"

  /** One of [[AllRoutes]]. */
  val Route = "_route"

  /** Physical lines of the record. */
  val Lines = "_lines"

  /** First byte of the record in the member as delivered, inflated. */
  val Offset = "_offset"

  /** Bytes of the record there, without its line end. */
  val Length = "_length"

  /** The record as text; null where it cannot be decoded, or where a field is masked. */
  val Record = "_record"

  /** The record's bytes, where it cannot be decoded and nothing is masked. */
  val Raw = "_raw"

  /** The record's cells where a field is masked, those of masked fields null. */
  val Cells = "_cells"

  /** Every failure of the record: column, rule, code, value, action. */
  val Reasons = "_reasons"

  /** What one task counted, as JSON; in rows of the route metrics only. */
  val Metrics = "_metrics"

  /** The delivery that the row came with, by its hash; in rows that are published only. */
  val Delivery = "_delivery"

  /** Number of the run that wrote the row; in rows that are published only. */
  val Run = "_run"

  val Clean = "clean"
  val Rejects = "rejects"
  val Dropped = "dropped"
  val MetricsRoute = "metrics"

  /** Where a row goes. */
  val AllRoutes: Seq[String] = Seq(Clean, Rejects, Dropped, MetricsRoute)

  /** Columns of rejects and dropped, after [[File]] and [[Line]]. */
  val OfRejects: Seq[String] = Seq(File, Line, Lines, Offset, Length, Record, Raw, Cells, Reasons)
}
