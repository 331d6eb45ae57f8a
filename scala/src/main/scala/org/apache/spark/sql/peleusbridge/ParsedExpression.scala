package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.catalyst.FunctionIdentifier
import org.apache.spark.sql.catalyst.analysis._
import org.apache.spark.sql.catalyst.expressions.{
  Expression,
  SubqueryExpression,
  UnresolvedWindowExpression,
  WindowExpression
}
import org.apache.spark.sql.catalyst.parser.{CatalystSqlParser, ParseException}
import org.apache.spark.sql.internal.SQLConf

/** What Spark's parser tells of an SQL expression without a session: its syntax, and the names in it. */
final class ParsedExpression private (parsed: Expression) {

  /** Names of the columns that it reads, each once. */
  def columns: Seq[String] = parsed.collect { case column: UnresolvedAttribute =>
    column.nameParts.mkString(".")
  }.distinct

  /** What in it makes one value of many rows, or many of one: aggregates, windows, queries, stars. */
  def beyondTheRow: Seq[String] = parsed.collect {
    case _: SubqueryExpression                                   => "a query"
    case _: WindowExpression | _: UnresolvedWindowExpression     => "a window"
    case _: Star                                                 => "*"
    case call: UnresolvedFunction if ParsedExpression.many(call) => s"${call.nameParts.last}()"
  }.distinct
}

object ParsedExpression {
  private val groups = Set("agg_funcs", "window_funcs", "generator_funcs")

  /** Parses, by the rules that Spark has when nothing is set.
    *
    * @throws IllegalArgumentException
    *   when it is no expression; the message is Spark's first line
    */
  def apply(sql: String): ParsedExpression =
    try new ParsedExpression(SQLConf.withExistingConf(new SQLConf)(CatalystSqlParser.parseExpression(sql)))
    catch {
      case e: ParseException =>
        throw new IllegalArgumentException(
          e.getMessage.linesIterator.find(_.nonEmpty).getOrElse("is no SQL expression")
        )
    }

  private def many(call: UnresolvedFunction): Boolean = call.nameParts match {
    case Seq(name) => FunctionRegistry.builtin.lookupFunction(FunctionIdentifier(name)).exists(i => groups(i.getGroup))
    case _         => false
  }
}
