package peleus.transformations

import org.apache.spark.sql.functions.expr
import org.apache.spark.sql.peleusbridge.Inspection
import org.apache.spark.sql.{AnalysisException, DataFrame, Row}

@doc("Computes a column from its row by an SQL expression; chance, the clock and the session are refused.")
@since("0.1")
final case class SqlExpression(
    @doc("the expression, in Spark's SQL") expression: Expr,
    @doc("column for its value; one that is there already is replaced in its place") output: Out
) extends Transformation {
  def apply(df: DataFrame): DataFrame = {
    check(df)
    df.withColumn(output.name, expr(expression.sql))
  }

  private def check(df: DataFrame): Unit =
    SqlExpression.problem(df, expression.sql).foreach { why =>
      Input(this, df).refuse("expression", s"'${expression.sql}' $why")
    }
}

object SqlExpression {

  /** Why this is no expression over a row of `df` that gives the same value at every run; none where it is one. Spark
    * analyses it over no rows, so that nothing but the expression is in the plan.
    */
  private[peleus] def problem(df: DataFrame, sql: String): Option[String] = {
    val empty = df.sparkSession.createDataFrame(java.util.Collections.emptyList[Row], df.schema)
    try {
      val selected = empty.select(expr(sql))
      val found = new Inspection(selected)
      if (found.aggregates) Some(aggregates)
      else if (found.multiplies) Some("makes several rows of one; a value for each row is wanted")
      else if (selected.columns.length != 1) Some(s"gives ${selected.columns.length} columns; one is wanted")
      else
        (typedLiteral.findFirstIn(sql) ++ found.varying).headOption.map { what =>
          s"uses $what, which may give another value at the next run; give a column or a constant instead"
        }
    } catch {
      case e: AnalysisException if mixed(e.getCondition) => Some(aggregates)
      case e: AnalysisException => Some(s"is not understood: ${e.getMessage.linesIterator.find(_.nonEmpty).mkString}")
    }
  }

  private val aggregates = "aggregates many rows; an expression over one row is wanted"

  /** How Spark refuses an aggregate beside columns of the row. */
  private val mixed = Set("MISSING_GROUP_BY", "MISSING_AGGREGATION")

  /** `DATE 'today'`, which Spark's parser replaces by a day before anything can see it. */
  private val typedLiteral = "(?i)\\b(date|timestamp(_ltz|_ntz)?)\\s*(['\"])\\s*(now|today|tomorrow|yesterday)\\s*\\3".r
}

final class Expressions extends Family(declare(SqlExpression("price * quantity", output = "amount")))
