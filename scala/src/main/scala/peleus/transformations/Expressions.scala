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

  /** Lets Spark analyse the expression over no rows, so that nothing but the expression is in the plan. */
  private def check(df: DataFrame): Unit = {
    val input = Input(this, df)
    def refuse(why: String) = input.refuse("expression", s"'${expression.sql}' $why")
    val empty = df.sparkSession.createDataFrame(java.util.Collections.emptyList[Row], df.schema)
    try {
      val selected = empty.select(expr(expression.sql))
      val found = new Inspection(selected)
      if (found.aggregates) refuse(SqlExpression.aggregates)
      if (found.multiplies) refuse("makes several rows of one; a value for each row is wanted")
      if (selected.columns.length != 1) refuse(s"gives ${selected.columns.length} columns; one is wanted")
      (SqlExpression.typedLiteral.findFirstIn(expression.sql) ++ found.varying).headOption.foreach { what =>
        refuse(s"uses $what, which may give another value at the next run; give a column or a constant instead")
      }
    } catch {
      case e: AnalysisException if SqlExpression.mixed(e.getCondition) => refuse(SqlExpression.aggregates)
      case e: AnalysisException => refuse(s"is not understood: ${e.getMessage.linesIterator.find(_.nonEmpty).mkString}")
    }
  }
}

object SqlExpression {
  private val aggregates = "aggregates many rows; an expression over one row is wanted"

  /** How Spark refuses an aggregate beside columns of the row. */
  private val mixed = Set("MISSING_GROUP_BY", "MISSING_AGGREGATION")

  /** `DATE 'today'`, which Spark's parser replaces by a day before anything can see it. */
  private val typedLiteral = "(?i)\\b(date|timestamp(_ltz|_ntz)?)\\s*(['\"])\\s*(now|today|tomorrow|yesterday)\\s*\\3".r
}

final class Expressions extends Family(declare(SqlExpression("price * quantity", output = "amount")))
