package org.apache.spark.sql.peleusbridge

import scala.jdk.CollectionConverters._

import org.apache.spark.rdd.RDD
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.Attribute
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan
import org.apache.spark.sql.execution.datasources.v2.{DataSourceV2ScanRelation, DataSourceV2Strategy}
import org.apache.spark.sql.execution.datasources.{WriteFiles, WriteFilesExec}
import org.apache.spark.sql.execution.{ColumnarToRowTransition, SparkPlan, SparkStrategy}
import org.apache.spark.sql.{SparkSession, classic}

/** Plans a write by [[RoutedParquet]] of what a columnar source gives: the writer reads the columns themselves. Spark
  * would copy each row first, which costs as much as checking it. Any other plan is left to Spark.
  */
final class UncopiedRows(session: SparkSession) extends SparkStrategy {
  private val ofSources = new DataSourceV2Strategy(session.asInstanceOf[classic.SparkSession])

  override def apply(plan: LogicalPlan): Seq[SparkPlan] = plan match {
    case WriteFiles(rows: DataSourceV2ScanRelation, format: RoutedParquet, columns, buckets, options, partitions) =>
      ofSources(rows).filter(_.supportsColumnar).map { source =>
        WriteFilesExec(RowsOfBatches(source), format, columns, buckets, options, partitions)
      }
    case _ => Nil
  }
}

/** The rows of batches as views of them. Each lasts until the next one is asked for, which is enough for a writer. */
private[peleusbridge] final case class RowsOfBatches(child: SparkPlan) extends ColumnarToRowTransition {
  override def output: Seq[Attribute] = child.output

  override protected def doExecute(): RDD[InternalRow] =
    child.executeColumnar().mapPartitionsInternal(_.flatMap(_.rowIterator.asScala))

  override protected def withNewChildInternal(newChild: SparkPlan): SparkPlan = copy(child = newChild)
}
