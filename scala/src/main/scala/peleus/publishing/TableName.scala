package peleus.publishing

import peleus.Refused
import peleus.thetis.CheckedRow
import peleus.transformations.Quoted

/** The name of a published table. What stands beside it, its rejects for one, has the same name and an ending. */
private[peleus] final case class TableName(database: String, table: String) {

  /** `flights.checked_rejects` for the ending `rejects`, the table itself for none. */
  def beside(ending: String): TableName = if (ending.isEmpty) this else copy(table = s"${table}_$ending")

  /** As Spark's parser reads it. */
  def sql: String = s"${Quoted(database)}.${Quoted(table)}"

  override def toString: String = s"$database.$table"
}

private[peleus] object TableName {
  private val Word = "[a-z][a-z0-9_]*"

  /** The ending of the view over what was changed in rows. */
  val Changes = "changes"

  /** Endings of what stands beside another table. */
  private val Beside = Seq(CheckedRow.Rejects, CheckedRow.Dropped, CheckedRow.MetricsRoute, Changes)

  /** Reads `flights.checked`. Names are small letters: a metastore keeps no others.
    *
    * @param what
    *   the option that gives it, for refusals
    * @throws peleus.Refused
    *   when it is no such name
    */
  def read(text: String, what: String = "into"): TableName = text.split("\\.", -1) match {
    case Array(_, table) if Beside.exists(ending => table.endsWith(s"_$ending")) =>
      throw Refused.because(s"'$text' is the name of what stands beside another table; give another one", what)
    case Array("global_temp", _) => throw Refused.because("'global_temp' is Spark's own; give another database", what)
    case Array(database, table) if isName(database, table) => TableName(database, table)
    case _                                                 =>
      val allowed = "wanted are database and table in small letters, digits and _, such as flights.checked"
      throw Refused.because(s"'$text' is not the name of a table: $allowed", what)
  }

  /** The name, where the text is one. */
  def of(text: String): Option[TableName] = text.split("\\.", -1) match {
    case Array(database, table) => Option.when(isName(database, table))(TableName(database, table))
    case _                      => None
  }

  private def isName(words: String*): Boolean = words.forall(_.matches(Word))
}
