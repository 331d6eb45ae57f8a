package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.catalyst.expressions.{Attribute, ExprId}

/** What is known of the rows that a node of a plan gives.
  *
  * @param columns
  *   the marks of its columns
  * @param rows
  *   the marks of what decided which rows there are
  */
private[peleusbridge] final case class Trace(columns: Map[ExprId, Marks], rows: Set[String]) {

  /** Everything that the rows derive from. */
  def all: Set[String] = columns.values.foldLeft(rows)(_ ++ _.all)

  /** The marks of these columns; of one that is not known everything. */
  def of(output: Seq[Attribute]): Seq[Marks] =
    output.map(column => columns.getOrElse(column.exprId, Marks(all)))

  /** Every column with more marks. */
  def and(more: Set[String]): Trace = copy(columns = columns.transform((_, marks) => marks.and(more)))

  def withColumns(more: Map[ExprId, Marks]): Trace = copy(columns = columns ++ more)

  def chosenBy(more: Set[String]): Trace = copy(rows = rows ++ more)

  /** Both beside each other. */
  def ++(other: Trace): Trace = Trace(columns ++ other.columns, rows ++ other.rows)
}

private[peleusbridge] object Trace {
  def apply(output: Seq[Attribute], marks: Seq[Marks], rows: Set[String]): Trace =
    Trace(output.map(_.exprId).zip(marks).toMap, rows)
}
