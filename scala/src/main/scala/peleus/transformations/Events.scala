package peleus.transformations

import org.apache.spark.sql.expressions.Window
import org.apache.spark.sql.functions._
import org.apache.spark.sql.peleusbridge.Instants
import org.apache.spark.sql.types._
import org.apache.spark.sql.{Column, DataFrame}

/** The rows of a key go to one task, once, whatever the number of windows; nothing is joined.
  *
  * With a moment of its own in each row, every row becomes an event and a question, ordered together by time. What
  * happened before a moment is a running count, and a window the difference of two of them, so the work grows with the
  * rows and not with the windows' length. Windows are exact to the microsecond. A day given as `as_of` means its
  * beginning, for a TIMESTAMP in UTC.
  */
@doc("Counts, for each row, the rows of its key in windows of time that end just before a moment.")
@since("0.1")
final case class CountEvents(
    @doc("whose events are counted together; null gives null") key: In,
    @doc(
      "when the event of a row happened: a DATE, TIMESTAMP or TIMESTAMP_NTZ; without it a row is not counted"
    ) eventTime: In,
    @doc("lengths of the windows, such as 7d; a window begins that long before the moment, included") windows: Seq[
      Span
    ],
    @doc(
      "the moment, at and after which nothing counts: a day, or a column like event_time; null gives null"
    ) asOf: AsOf,
    @doc("first word of the new columns, `<output>_<window>`, which are BIGINT") output: Out
) extends PointInTime {
  Input.wantsOnce("windows", windows.map(_.text))

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val keyed = input.field(key, "key")
    if (!Input.isPlain(keyed.dataType)) input.mistyped("key", keyed, "a column of single values")
    val of = timeType(input)
    val names = windows.map(window => s"${output.name}_${window.text}")
    input.wantsNew(names, "output")
    asOf match {
      case AsOf.Day(date)      => atOneMoment(df, of, date.toEpochDay * Span.Day, names)
      case AsOf.Column(column) => atEachMoment(df, of, column, names)
    }
  }

  private def timeType(input: Input): DataType = {
    val event = input.field(eventTime, "event_time")
    val of = event.dataType
    if (!Seq(DateType, TimestampType, TimestampNTZType).contains(of))
      input.mistyped("event_time", event, "a DATE, TIMESTAMP or TIMESTAMP_NTZ")
    windows.find(window => of == DateType && window.micros % Span.Day != 0).foreach { window =>
      input.refuse("windows", s"'${window.text}' is not whole days, and column '${event.name}' is a DATE")
    }
    asOf match {
      case AsOf.Column(column) =>
        val moment = input.field(column, "as_of")
        if (moment.dataType != of) input.mistyped("as_of", moment, s"a ${of.sql}, the type of '${event.name}'")
      case AsOf.Day(_) =>
    }
    of
  }

  private def atOneMoment(df: DataFrame, of: DataType, moment: Long, names: Seq[String]): DataFrame = {
    val at = Instants.micros(eventTime.column, of)
    val place = Input.unused(df, "spread")
    val ofKey = Window.partitionBy(key.column, col(place))
    val counts = windows.zip(names).map { case (window, name) =>
      val inside = at >= lit(moment - window.micros) && at < lit(moment)
      seen(when(key.column.isNotNull, count(when(inside, 1)).over(ofKey)), name, df)
    }
    df.select(columns(df) :+ spread(df, place): _*).select(columns(df) ++ counts: _*)
  }

  private def atEachMoment(df: DataFrame, of: DataType, moment: In, names: Seq[String]): DataFrame = {
    val row = struct(columns(df): _*)
    val event = struct(Instants.micros(eventTime.column, of).as("at"), lit(null).cast(df.schema).as("row"))
    val question = struct(Instants.micros(moment.column, of).as("at"), row.as("row"))
    val isQuestion = col("row").isNotNull
    val entries = df
      .select(key.column.as("key"), spread(df, "spread"), inline(array(event, question)))
      .where(isQuestion || (col("key").isNotNull && col("at").isNotNull))
    val ordered = Window.partitionBy("key", "spread").orderBy("at")
    def before(distance: Long) =
      count(when(!isQuestion, 1)).over(ordered.rangeBetween(Window.unboundedPreceding, -distance - 1))
    val older = windows.zipWithIndex.map { case (window, i) => before(window.micros).as(s"older$i") }
    val running = entries.select(Seq(col("key"), col("at"), col("row"), before(0).as("past")) ++ older: _*)
    val counts = names.zipWithIndex.map { case (name, i) =>
      seen(when(col("key").isNotNull && col("at").isNotNull, col("past") - col(s"older$i")), name, df)
    }
    running.where(isQuestion).select(df.columns.toSeq.map(name => col("row").getField(name).as(name)) ++ counts: _*)
  }

  /** Rows without a key have nothing to count, and must not all go to one task. */
  private def spread(df: DataFrame, name: String): Column = {
    val plain = df.schema.filter(field => Input.isPlain(field.dataType)).map(field => col(Quoted(field.name)))
    unseen(when(key.column.isNull, xxhash64(plain: _*)), name)
  }

  private def columns(df: DataFrame): Seq[Column] = df.columns.toSeq.map(name => col(Quoted(name)))
}

final class Events
    extends Family(
      declare(CountEvents("customer", "bought_at", Seq("7d", "30d"), asOf = "asked_at", output = "purchases"))
    )
