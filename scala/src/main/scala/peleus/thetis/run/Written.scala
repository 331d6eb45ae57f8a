package peleus.thetis.run

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.functions._
import org.apache.spark.sql.{DataFrame, Row, SparkSession}

import peleus.storage.Footers
import peleus.thetis.CheckedRow
import peleus.transformations.Quoted

/** What a run has written, counted from the files: footers, and the reasons, flags and changes in their rows.
  *
  * @param footers
  *   by route
  * @param recounts
  *   failures found again, by the rule that they failed
  * @param unexplained
  *   rejected and dropped rows without a reason
  * @param clean
  *   the clean rows, where there are any
  */
private[peleus] final case class Written(
    footers: Map[String, Footers],
    metrics: Metrics,
    recounts: Map[RuleName, Recount],
    unexplained: Long,
    clean: Option[DataFrame]
) {

  /** Clean rows without a value in a field: by the footers, or by counting where they do not say. */
  def cleanNulls(field: String): Long =
    footers(CheckedRow.Clean).nulls(field).getOrElse(clean.fold(0L)(_.where(col(Quoted(field)).isNull).count()))

  def rows(route: String): Long = footers(route).rows
}

/** A rule by the column that it is about, where it is about one, and its name.
  */
private[peleus] final case class RuleName(column: Option[String], rule: String) {
  override def toString: String = (column.toSeq :+ rule).mkString(".")
}

/** How often a rule failed, in how many ways it shows, and where first and last. Lines of different files are not told
  * apart.
  */
private[peleus] final case class Recount(failures: Long, firstLine: Long, lastLine: Long)

private[peleus] object Written {

  /** Reads what `folder` holds, rejects and metrics, and of clean rows the flags and changes only. */
  def in(spark: SparkSession, folder: Path): Written = {
    val configuration = spark.sparkContext.hadoopConfiguration
    val footers = CheckedRow.AllRoutes.map(route => route -> Footers.of(new Path(folder, route), configuration)).toMap
    val rows = CheckedRow.AllRoutes
      .filter(footers(_).rows > 0)
      .map { route =>
        route -> spark.read.parquet(new Path(folder, route).toString)
      }
      .toMap
    val metrics = rows.get(CheckedRow.MetricsRoute).fold(Seq.empty[String])(_.collect().toSeq.map(_.getString(0)))
    val counted = failures(rows).fold(Seq.empty[(Option[RuleName], Recount)])(recounted)
    Written(
      footers,
      Metrics.read(metrics),
      counted.collect { case (Some(name), recount) => name -> recount }.toMap,
      counted.collect { case (None, recount) => recount.failures }.sum,
      rows.get(CheckedRow.Clean)
    )
  }

  /** A row of (column, rule, line) for each failure that the rows tell. */
  private def failures(rows: Map[String, DataFrame]): Option[DataFrame] = {
    val rejected = Seq(CheckedRow.Rejects, CheckedRow.Dropped).flatMap(rows.get(_)).map { found =>
      found
        .select(col(CheckedRow.Line), explode_outer(col(CheckedRow.Reasons)).as("reason"))
        .select(col("reason.column").as("column"), col("reason.rule").as("rule"), col(CheckedRow.Line).as("line"))
    }
    val clean = rows.get(CheckedRow.Clean).toSeq
    val flagged = clean.filter(_.columns.contains(CheckedRow.Flags)).map { found =>
      val flag = split(col("flag"), "\\.", 2)
      found
        .select(col(CheckedRow.Line), explode(col(CheckedRow.Flags)).as("flag"))
        .select(
          when(size(flag) === 2, flag(0)).as("column"),
          when(size(flag) === 2, flag(1)).otherwise(col("flag")).as("rule"),
          col(CheckedRow.Line).as("line")
        )
    }
    val changed = clean.filter(_.columns.contains(CheckedRow.Changes)).map { found =>
      found
        .select(col(CheckedRow.Line), explode(col(CheckedRow.Changes)).as("change"))
        .select(col("change.column").as("column"), col("change.rule").as("rule"), col(CheckedRow.Line).as("line"))
    }
    (rejected ++ flagged ++ changed).reduceOption(_ unionByName _)
  }

  private def recounted(failures: DataFrame): Seq[(Option[RuleName], Recount)] =
    failures
      .groupBy("column", "rule")
      .agg(count(lit(1)), min("line"), max("line"))
      .collect()
      .toSeq
      .map(row => name(row) -> Recount(row.getLong(2), row.getLong(3), row.getLong(4)))

  private def name(row: Row): Option[RuleName] =
    Option(row.getString(1)).map(rule => RuleName(Option(row.getString(0)), rule))
}
