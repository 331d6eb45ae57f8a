package peleus.transformations

import org.apache.spark.sql.functions._
import org.apache.spark.sql.peleusbridge.Instants
import org.apache.spark.sql.types._
import org.apache.spark.sql.{Column, DataFrame}

/** What an age is counted in. Only what is complete counts. */
sealed trait AgeUnit extends Product with Serializable
object AgeUnit {
  @doc("years") case object Years extends AgeUnit
  @doc("months") case object Months extends AgeUnit
  @doc("days; between two TIMESTAMP columns, of 24 hours") case object Days extends AgeUnit
}

/** When an anniversary falls on a day that the month does not have. Laws differ, and so do Spark's own functions. */
sealed trait LeapRule
object LeapRule {
  @doc("its last day: born on 29 February, a year older on 28 February") case object Feb28 extends LeapRule
  @doc("the day after it: born on 29 February, a year older on 1 March") case object Mar1 extends LeapRule
}

/** For a DATE or TIMESTAMP_NTZ the date counts, the time of day does not.
  *
  * A TIMESTAMP has a date only in a time zone: between two of them days of 24 hours are counted, and a day given as
  * `as_of` is its first moment in UTC. Of a year of birth alone, the age is the one reached in the year of `as_of`.
  */
@doc("Complete years, months or days at a day; null where a date is, and for who is born after that day.")
@since("0.1")
final case class Age(
    @doc("birth: a DATE, TIMESTAMP or TIMESTAMP_NTZ, or a year as a whole number") column: In,
    @doc("the day of which the age is told, or the column that holds it") asOf: AsOf,
    @doc("what is counted; a year of birth gives years, a TIMESTAMP days") unit: AgeUnit = AgeUnit.Years,
    @doc("when an anniversary falls on a day that the month does not have") leapRule: LeapRule = LeapRule.Mar1,
    @doc("highest age that is believed, in the unit; what is above becomes null") maximum: Option[Int] = None,
    @doc("new column; default: in place") output: Option[Out] = None
) extends PointInTime {
  require(maximum.forall(_ >= 0), "maximum must not be negative")

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val born = input.field(column, "column")
    val age = born.dataType match {
      case DateType | TimestampNTZType     => between(column.column.cast(DateType), day(input))
      case TimestampType                   => elapsed(input, born)
      case number if Input.isWhole(number) => byYear(input, born)
      case _ => input.mistyped("column", born, "a DATE, TIMESTAMP, TIMESTAMP_NTZ or a year as a whole number")
    }
    val believed = maximum.fold(age)(most => when(age <= most, age))
    val target = output.fold(column.name)(_.name)
    df.withColumn(target, seen(believed, target, df))
  }

  private def day(input: Input): Column = asOf match {
    case AsOf.Day(date)  => lit(date)
    case AsOf.Column(at) =>
      val field = input.field(at, "as_of")
      if (!Seq(DateType, TimestampNTZType).contains(field.dataType))
        input.mistyped("as_of", field, "a DATE or TIMESTAMP_NTZ for this column")
      at.column.cast(DateType)
  }

  private def between(born: Column, at: Column): Column = {
    val age = unit match {
      case AgeUnit.Years  => call_function("div", months(born, at), lit(12)).cast(IntegerType)
      case AgeUnit.Months => months(born, at)
      case AgeUnit.Days   => datediff(at, born)
    }
    when(born <= at, age)
  }

  /** Complete months. A year is complete with its twelfth month, so that one rule serves both. */
  private def months(born: Column, at: Column): Column = {
    val notYet = dayofmonth(at) < dayofmonth(born)
    val early = if (leapRule == LeapRule.Feb28) notYet && at =!= last_day(at) else notYet
    (year(at) - year(born)) * 12 + month(at) - month(born) - when(early, 1).otherwise(0)
  }

  private def elapsed(input: Input, born: StructField): Column = {
    if (unit != AgeUnit.Days)
      input.refuse(
        "unit",
        s"'${Names.snakeOf(unit)}' needs dates, and column '${born.name}' is a TIMESTAMP, " +
          "whose date depends on the time zone; allowed: days"
      )
    val from = Instants.micros(column.column, TimestampType)
    val to = asOf match {
      case AsOf.Day(date)  => lit(date.toEpochDay * Span.Day)
      case AsOf.Column(at) =>
        val field = input.field(at, "as_of")
        if (field.dataType != TimestampType) input.mistyped("as_of", field, "a TIMESTAMP, as birth is one")
        Instants.micros(at.column, TimestampType)
    }
    when(from <= to, call_function("div", to - from, lit(Span.Day)).cast(IntegerType))
  }

  private def byYear(input: Input, born: StructField): Column = {
    if (unit != AgeUnit.Years)
      input.refuse("unit", s"'${Names.snakeOf(unit)}' cannot be told from '${born.name}', a year; allowed: years")
    val (from, to) = (column.column.cast(LongType), year(day(input)).cast(LongType))
    // Bounded below, so that a year out of its mind gives null and no overflow.
    when(from.between(to - Int.MaxValue, to), (to - from).cast(IntegerType))
  }
}
