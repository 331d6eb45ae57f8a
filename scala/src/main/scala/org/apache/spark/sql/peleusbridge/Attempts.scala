package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.Column
import org.apache.spark.sql.catalyst.expressions.TryEval
import org.apache.spark.sql.classic.ExpressionUtils

/** Expressions that may fail in ANSI mode, such as a division by zero. Spark has no public word for this. */
object Attempts {

  /** The value of `column`; null where it cannot be computed. */
  def orNull(column: Column): Column = ExpressionUtils.column(TryEval(ExpressionUtils.expression(column)))
}
