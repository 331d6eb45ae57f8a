package org.apache.spark.sql.peleusbridge

import _root_.peleus.functions.BoundCellFunction
import org.apache.spark.sql.catalyst.expressions.Literal
import org.apache.spark.sql.catalyst.expressions.objects.Invoke
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan

/** Refuses a wrong constant of `peleus.*` at analysis.
  *
  * Spark binds a catalog's function by the types of its arguments alone; without this a format with a typing error
  * would be found at the first row of the job.
  */
private[peleusbridge] object ConstantsCheck extends (LogicalPlan => Unit) {
  override def apply(plan: LogicalPlan): Unit = plan.foreach(_.expressions.foreach(_.foreach {
    case call: Invoke => check(call)
    case _            =>
  }))

  private def check(call: Invoke): Unit = call.targetObject match {
    case Literal(function: BoundCellFunction, _) if call.arguments.tail.forall(_.foldable) =>
      function.check(call.arguments.lift(1).map(_.eval()))
    case _ =>
  }
}
