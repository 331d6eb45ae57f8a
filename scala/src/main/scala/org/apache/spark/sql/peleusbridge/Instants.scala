package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.Column
import org.apache.spark.sql.catalyst.expressions.PreciseTimestampConversion
import org.apache.spark.sql.classic.ExpressionUtils
import org.apache.spark.sql.functions.{lit, unix_date}
import org.apache.spark.sql.types._

/** Points in time without a time zone. Spark's public conversions between its types of time go by the session's zone,
  * so the number inside is taken as it is.
  */
object Instants {
  private val MicrosPerDay = 24L * 60 * 60 * 1000 * 1000

  /** Microseconds since 1970-01-01 00:00:00, of an instant in UTC, of a DATE or a TIMESTAMP_NTZ on its own clock.
    *
    * @param of
    *   the column's type, one of the three
    */
  def micros(value: Column, of: DataType): Column = of match {
    case DateType => unix_date(value).cast(LongType) * lit(MicrosPerDay)
    case _        => converted(value, of, LongType)
  }

  /** An instant as a clock in UTC shows it: TIMESTAMP to TIMESTAMP_NTZ. */
  def utc(value: Column): Column = converted(converted(value, TimestampType, LongType), LongType, TimestampNTZType)

  private def converted(value: Column, from: DataType, to: DataType): Column =
    ExpressionUtils.column(PreciseTimestampConversion(ExpressionUtils.expression(value), from, to))
}
