package org.apache.spark.sql.peleusbridge

import java.util.Locale

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.catalyst.expressions.{Cast, Expression}
import org.apache.spark.sql.catalyst.plans.logical.{Aggregate, Generate, LogicalPlan}
import org.apache.spark.sql.classic.Dataset
import org.apache.spark.sql.types.StringType

/** What Spark's analysis tells of an expression that was selected from a table without a plan of its own. */
final class Inspection(selected: DataFrame) {
  private val plan = selected.asInstanceOf[Dataset[_]].queryExecution.analyzed

  /** Whether it makes one row of many. */
  def aggregates: Boolean = plan.exists(_.isInstanceOf[Aggregate])

  /** Whether it makes many rows of one. */
  def multiplies: Boolean = plan.exists(_.isInstanceOf[Generate])

  /** What in it, subqueries included, may give another value at the next run, by its name in SQL: chance, the clock,
    * the session.
    */
  def varying: Seq[String] = everywhere.flatMap(_.expressions).flatMap(_.collect { case e if varies(e) => name(e) })

  private def everywhere: Seq[LogicalPlan] = plan.collectWithSubqueries { case node => node }

  private def varies(e: Expression): Boolean =
    Inspection.ofTheSession(e.prettyName) || (!e.deterministic && e.children.forall(_.deterministic)) || isToday(e)

  // CAST('today' AS DATE) reads the clock.
  private def isToday(e: Expression): Boolean = e match {
    case cast: Cast if cast.child.foldable && cast.child.dataType.isInstanceOf[StringType] =>
      val word = Option(cast.child.eval()).fold("")(_.toString.trim.toLowerCase(Locale.ROOT))
      cast.dataType.typeName.matches("date|timestamp.*") && Inspection.clockWords(word)
    case _ => false
  }

  private def name(e: Expression): String = if (isToday(e)) e.sql else e.prettyName
}

private object Inspection {

  /** Spark counts these as deterministic, since they do not change within one query. */
  val ofTheSession: Set[String] = Set(
    "now",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtimestamp",
    "current_timezone",
    "current_user",
    "current_database",
    "current_catalog"
  )

  val clockWords: Set[String] = Set("now", "today", "tomorrow", "yesterday")
}
