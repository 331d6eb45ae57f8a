package org.apache.spark.sql.peleusbridge

import scala.collection.mutable

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression
import org.apache.spark.sql.catalyst.expressions.{CreateArray, Explode, Generator, Inline}
import org.apache.spark.sql.catalyst.plans._
import org.apache.spark.sql.catalyst.plans.logical._
import org.apache.spark.sql.classic.Dataset

/** Which marks the columns of a frame derive from: words that stand in the metadata of columns anywhere below.
  *
  * It walks the plan as Spark analysed it, whichever language made it. A column that passes through keeps its marks,
  * one that is made has those of all that it is made of. What puts rows together counts as well: the keys of a group, a
  * window or a join, and what chose the rows that a group or a window is made of. A filter alone marks nothing. Where a
  * node is not known here, each column that it makes has the marks of everything that goes in.
  *
  * @param key
  *   where the marks stand in metadata, as a list of texts
  */
final class Lineage(df: DataFrame, key: String) {
  private val plan = df.asInstanceOf[Dataset[_]].queryExecution.analyzed
  private val named = plan.collectWithSubqueries { case query: CTERelationDef => query.id -> query }.toMap
  private val traced = mutable.HashMap.empty[Long, Trace]

  /** The marks of each column, in the frame's order. */
  lazy val marks: Seq[Set[String]] = trace(plan).of(plan.output).map(_.all)

  private def trace(node: LogicalPlan): Trace = node match {
    case query: CTERelationRef if named.contains(query.cteId) => shared(query)
    case leaf: LeafNode                                       =>
      Trace(leaf.output, leaf.output.map(column => Marks.stored(key, column.metadata, column.dataType)), Set.empty)
    case union: Union => united(union, union.children.map(trace))
    case join: Join   => joined(join, trace(join.left), trace(join.right))
    case _            => above(node, node.children.map(trace).foldLeft(Trace(Map.empty, Set.empty))(_ ++ _))
  }

  private def above(node: LogicalPlan, below: Trace): Trace = node match {
    case project: Project     => Trace(over(below).named(project.projectList), below.rows)
    case aggregate: Aggregate => aggregated(aggregate, below)
    case window: Window       => windowed(window, below)
    case generate: Generate   => generated(generate, below)
    case expand: Expand       =>
      Trace(expand.output, expand.projections.transpose.map(made => Marks.any(made.map(over(below).of))), below.rows)
    case _: Distinct | _: SetOperation               => other(node, below).chosenBy(below.all)
    case _: RepartitionOperation | _: CollectMetrics => below
    case _                                           => other(node, below).chosenBy(over(below).all(node.expressions))
  }

  /** A query with a name, which may be used several times. */
  private def shared(query: CTERelationRef): Trace = {
    val child = named(query.cteId).child
    val found = traced.getOrElseUpdate(query.cteId, trace(child))
    Trace(query.output, found.of(child.output), found.rows)
  }

  private def united(union: Union, below: Seq[Trace]): Trace = {
    val columns = below.zip(union.children).map { case (trace, child) => trace.of(child.output) }
    Trace(union.output, columns.transpose.map(Marks.any), below.flatMap(_.rows).toSet)
  }

  /** The side that is looked up derives from the condition; so does what is not there. */
  private def joined(join: Join, left: Trace, right: Trace): Trace = {
    val condition = over(left ++ right).all(join.condition.toSeq)
    def lookedUp(side: Trace) = side.and(condition ++ side.rows)
    val both = join.joinType match {
      case LeftExistence(_) => left.chosenBy(right.rows)
      case LeftOuter        => left ++ lookedUp(right)
      case RightOuter       => lookedUp(left) ++ right
      case FullOuter        => lookedUp(left) ++ lookedUp(right)
      case _                => left.and(condition) ++ right.and(condition)
    }
    both.chosenBy(condition)
  }

  private def aggregated(aggregate: Aggregate, below: Trace): Trace = {
    val origins = over(below)
    val rows = below.rows ++ origins.all(aggregate.groupingExpressions)
    val (many, single) = aggregate.aggregateExpressions.partition(_.exists(_.isInstanceOf[AggregateExpression]))
    Trace(origins.named(many), rows).and(rows).withColumns(origins.named(single))
  }

  private def windowed(window: Window, below: Trace): Trace = {
    val made = over(below).named(window.windowExpressions)
    below.withColumns(made.transform((_, marks) => marks.and(below.rows)))
  }

  private def generated(generate: Generate, below: Trace): Trace = {
    val made = Trace(generate.generatorOutput, elements(generate, below), Set.empty).columns
    // As many rows as an array has that is written out.
    val isFixed = generate.generator.children.forall(_.isInstanceOf[CreateArray])
    below.withColumns(made).chosenBy(if (isFixed) Set.empty else over(below).all(Seq(generate.generator)))
  }

  private def elements(generate: Generate, below: Trace): Seq[Marks] = {
    val origins = over(below)
    val output = generate.generatorOutput
    (generate.generator: Generator) match {
      case inline: Inline                         => output.indices.map(origins.of(inline.child).field)
      case explode: Explode if output.length == 1 => Seq(origins.of(explode.child))
      case generator                              => output.map(_ => Marks(origins.all(Seq(generator))))
    }
  }

  private def other(node: LogicalPlan, below: Trace): Trace = {
    lazy val everything = Marks(below.all ++ over(below).all(node.expressions))
    Trace(node.output, node.output.map(column => below.columns.getOrElse(column.exprId, everything)), below.rows)
  }

  private def over(below: Trace): Origins = new Origins(key, below.columns, trace(_).all)
}
