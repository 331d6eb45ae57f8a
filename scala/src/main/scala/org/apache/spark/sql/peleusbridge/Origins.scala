package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.catalyst.expressions._
import org.apache.spark.sql.catalyst.expressions.aggregate.{AggregateExpression, First, Last}
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan
import org.apache.spark.sql.types.StructType

/** The marks of expressions over columns whose marks are known.
  *
  * An expression derives from everything in it. Records are followed field by field, so that packing a row into one and
  * taking it out again changes nothing.
  *
  * @param key
  *   where marks stand in metadata
  * @param known
  *   the columns that the expressions may use; of others the metadata counts
  * @param query
  *   everything that the result of a query inside an expression derives from
  */
private[peleusbridge] final class Origins(key: String, known: Map[ExprId, Marks], query: LogicalPlan => Set[String]) {

  /** The columns that the expressions make. */
  def named(expressions: Seq[NamedExpression]): Map[ExprId, Marks] = expressions.map(e => e.exprId -> of(e)).toMap

  /** Everything that one of the expressions derives from. */
  def all(expressions: Seq[Expression]): Set[String] = expressions.flatMap(of(_).all).toSet

  def of(expression: Expression): Marks = expression match {
    case column: Attribute => known.getOrElse(column.exprId, Marks.stored(key, column.metadata, column.dataType))
    case alias: Alias => alias.explicitMetadata.flatMap(Marks.words(key, _)).fold(of(alias.child))(marked(alias, _))
    case inner: SubqueryExpression => Marks(query(inner.plan) ++ all(inner.children))
    case _: RaiseError             => Marks.none // gives no value
    case other                     => record(other).orElse(choice(other)).getOrElse(Marks(all(other.children)))
  }

  /** An empty list says that the value shall count for nothing. */
  private def marked(alias: Alias, words: Set[String]): Marks =
    if (words.isEmpty) Marks.none else of(alias.child).and(words)

  private def record(expression: Expression): Option[Marks] = Some(expression).collect {
    case made: CreateNamedStruct                              => Marks(Set.empty, made.valExprs.map(of))
    case taken: GetStructField                                => of(taken.child).field(taken.ordinal)
    case taken: GetArrayStructFields                          => of(taken.child).field(taken.ordinal)
    case array: CreateArray                                   => Marks.any(array.children.map(of))
    case cast: Cast if isRecord(cast) && isRecord(cast.child) => of(cast.child)
    // Whether a record is there does not tell what is in it.
    case test: IsNull    => Marks(of(test.child).own)
    case test: IsNotNull => Marks(of(test.child).own)
  }

  private def choice(expression: Expression): Option[Marks] = Some(expression).collect {
    case cases: CaseWhen =>
      Marks.any((cases.branches.map(_._2) ++ cases.elseValue).map(of)).and(all(cases.branches.map(_._1)))
    case either: If                => of(either.trueValue).or(of(either.falseValue)).and(all(Seq(either.predicate)))
    case first: Coalesce           => Marks.any(first.children.map(of))
    case made: AggregateExpression => of(made.aggregateFunction).and(all(made.filter.toSeq))
    case first: First              => of(first.child)
    case last: Last                => of(last.child)
  }

  private def isRecord(expression: Expression): Boolean = expression.dataType.isInstanceOf[StructType]
}
