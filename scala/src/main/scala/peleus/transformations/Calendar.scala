package peleus.transformations

import scala.collection.immutable.VectorMap

import org.apache.spark.sql.functions._
import org.apache.spark.sql.peleusbridge.Instants
import org.apache.spark.sql.types._
import org.apache.spark.sql.{Column, DataFrame}

/** A part of a date or of a time. */
sealed trait DatePart extends Product with Serializable
object DatePart {
  @doc("year") case object Year extends DatePart
  @doc("quarter, 1 to 4") case object Quarter extends DatePart
  @doc("month, 1 to 12") case object Month extends DatePart
  @doc("day of the month, 1 to 31") case object Day extends DatePart
  @doc("day of the week, 1 is Monday, 7 is Sunday") case object DayOfWeek extends DatePart
  @doc("day of the year, 1 to 366") case object DayOfYear extends DatePart
  @doc("week by ISO 8601, 1 to 53; week 1 has the year's first Thursday") case object IsoWeek extends DatePart
  @doc("year that the week by ISO 8601 belongs to") case object IsoYear extends DatePart
  @doc("hour, 0 to 23; not of a DATE") case object Hour extends DatePart
  @doc("minute, 0 to 59; not of a DATE") case object Minute extends DatePart
  @doc("second, 0 to 59, its fraction cut off; not of a DATE") case object Second extends DatePart
  @doc("whether it is a Saturday or a Sunday, a boolean") case object IsWeekend extends DatePart

  private[transformations] val ofTime: Set[DatePart] = Set(Hour, Minute, Second)

  /** The part of a moment without a zone. The date is cast first: else Spark would go by the session's zone. */
  private[transformations] def of(moment: Column, part: DatePart): Column = {
    val date = moment.cast(DateType)
    part match {
      case Year      => year(date)
      case Quarter   => quarter(date)
      case Month     => month(date)
      case Day       => dayofmonth(date)
      case DayOfWeek => weekday(date) + 1
      case DayOfYear => dayofyear(date)
      case IsoWeek   => weekofyear(date)
      case IsoYear   => extract(lit("YEAROFWEEK"), date)
      case Hour      => hour(moment)
      case Minute    => minute(moment)
      case Second    => second(moment)
      case IsWeekend => weekday(date) >= 5
    }
  }
}

@doc("Takes dates and timestamps apart, into a column `<prefix>_<part>` for each part; null stays null.")
@since("0.1")
final case class DateParts(
    @doc("a DATE, TIMESTAMP or TIMESTAMP_NTZ") column: In,
    @doc("what to take, each once") parts: Seq[DatePart],
    @doc("first word of the new columns' names; default: the column's name") prefix: Option[String] = None,
    @doc("where a TIMESTAMP's date and hour are read; a TIMESTAMP must have it, others must not") zone: Option[Zone] =
      None
) extends Transformation {
  Input.wantsOnce("parts", parts.map(Names.snakeOf(_)))
  require(!prefix.contains(""), "prefix must not be empty")

  def apply(df: DataFrame): DataFrame = {
    val input = Input(this, df)
    val local = moment(input, input.field(column, "column"))
    val added = parts.map(part => name(part) -> DatePart.of(local, part))
    input.wantsNew(added.map(_._1), "parts")
    df.withColumns(VectorMap.from(added))
  }

  private def name(part: DatePart): String = s"${prefix.getOrElse(column.name)}_${Names.snakeOf(part)}"

  private def moment(input: Input, field: StructField): Column = (field.dataType, zone) match {
    case (TimestampType, Some(zone)) => convert_timezone(lit("UTC"), lit(zone.id), Instants.utc(column.column))
    case (TimestampType, None)       =>
      input.refuse(
        "zone",
        s"is missing: column '${field.name}' is a TIMESTAMP, whose date and hour depend on it; give one, such as UTC"
      )
    case (of @ (DateType | TimestampNTZType), Some(zone)) =>
      input.refuse("zone", s"'${zone.id}' means nothing to column '${field.name}', a ${of.sql}; leave it out")
    case (DateType, None) =>
      parts.find(DatePart.ofTime).foreach { part =>
        input.refuse("parts", s"a DATE has no ${Names.snakeOf(part)}, and column '${field.name}' is one")
      }
      column.column
    case (TimestampNTZType, None) => column.column
    case _                        => input.mistyped("column", field, "a DATE, TIMESTAMP or TIMESTAMP_NTZ")
  }
}

final class Calendar
    extends Family(
      declare(DateParts("sold_on", Seq(DatePart.Year, DatePart.IsoWeek, DatePart.IsWeekend))),
      declare(Age("birth", asOf = "2024-12-31", maximum = Some(120), output = "age"))
    )
