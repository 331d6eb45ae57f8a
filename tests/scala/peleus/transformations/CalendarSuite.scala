package peleus.transformations

import java.time.temporal.{ChronoUnit, IsoFields}
import java.time.{LocalDate, Period}

import scala.jdk.CollectionConverters._

import org.apache.spark.sql.Row
import org.apache.spark.sql.types._
import org.scalacheck.Gen
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.SparkSuite

class CalendarSuite extends SparkSuite with ScalaCheckPropertyChecks {
  private val days = Gen.choose(-80000L, 80000L).map(LocalDate.ofEpochDay(_))

  // Ends of months, where ages are hard.
  private val ends =
    days.map(day => day.withDayOfMonth(day.lengthOfMonth)).flatMap(end => Gen.oneOf(end, end.plusDays(1)))
  private val pairs = Gen.listOfN(300, Gen.zip(Gen.oneOf(days, ends), Gen.oneOf(days, ends)))

  private def frame(rows: Seq[(LocalDate, LocalDate)]) = spark.createDataFrame(
    rows.map { case (born, at) => Row(born, at) }.asJava,
    new StructType().add("born", DateType).add("at", DateType)
  )

  private def ages(rows: Seq[(LocalDate, LocalDate)], unit: AgeUnit, rule: LeapRule): Seq[Option[Int]] =
    Age("born", "at", unit, rule, output = "age")(frame(rows))
      .collect()
      .toSeq
      .map(r => Option(r.get(2)).map(_.toString.toInt))

  test("ages by the rule of 1 March are those of java.time") {
    forAll(pairs, minSuccessful(4)) { rows =>
      val units = Seq[(AgeUnit, ChronoUnit)](
        AgeUnit.Years -> ChronoUnit.YEARS,
        AgeUnit.Months -> ChronoUnit.MONTHS,
        AgeUnit.Days -> ChronoUnit.DAYS
      )
      for ((unit, java) <- units) {
        val expected = rows.map { case (born, at) => Option.when(!born.isAfter(at))(java.between(born, at).toInt) }
        assert(ages(rows, unit, LeapRule.Mar1) == expected)
      }
    }
  }

  test("ages by the rule of 28 February count the anniversaries that java.time finds from the birth on") {
    forAll(pairs, minSuccessful(4)) { rows =>
      val months = rows.map { case (born, at) =>
        Option.when(!born.isAfter(at)) {
          val near = Period.between(born, at).toTotalMonths
          if (born.plusMonths(near + 1).isAfter(at)) near.toInt else near.toInt + 1
        }
      }
      assert(ages(rows, AgeUnit.Months, LeapRule.Feb28) == months)
      assert(ages(rows, AgeUnit.Years, LeapRule.Feb28) == months.map(_.map(_ / 12)))
    }
  }

  test("weeks are those of ISO 8601") {
    forAll(Gen.listOfN(300, Gen.oneOf(days, ends)), minSuccessful(3)) { dates =>
      val step = DateParts("born", Seq(DatePart.IsoYear, DatePart.IsoWeek, DatePart.DayOfWeek))
      val found = step(frame(dates.map(d => d -> d))).collect().toSeq.map(_.toSeq.drop(2))
      val expected = dates.map { d =>
        Seq(d.get(IsoFields.WEEK_BASED_YEAR), d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), d.getDayOfWeek.getValue)
      }
      assert(found == expected)
    }
  }

  test("the session's time zone changes nothing") {
    val before = spark.conf.get("spark.sql.session.timeZone")
    val instants = "SELECT timestamp_micros(1711846800000000) AS t, TIMESTAMP_NTZ'2024-03-31 02:30:00' AS n"
    val parts = Seq(DatePart.Day, DatePart.Hour)
    val found =
      try
        Seq("UTC", "Pacific/Kiritimati", "America/Sao_Paulo", "Europe/Paris").map { zone =>
          spark.conf.set("spark.sql.session.timeZone", zone)
          val taken = DateParts("n", parts)(DateParts("t", parts, zone = "Europe/Paris")(spark.sql(instants)))
          Age("t", "2024-04-01", AgeUnit.Days, output = "age")(taken).drop("t", "n").head()
        }
      finally spark.conf.set("spark.sql.session.timeZone", before)
    assert(found.distinct == Seq(Row(31, 3, 31, 2, 0)))
  }
}
