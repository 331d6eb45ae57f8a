package peleus.transformations

import java.time.{Instant, LocalDate, LocalDateTime, ZoneOffset}

import org.apache.spark.sql.classic.Dataset
import org.apache.spark.sql.types._
import org.apache.spark.sql.{DataFrame, Row}
import org.scalacheck.Gen
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.SparkSuite

class EventsSuite extends SparkSuite with ScalaCheckPropertyChecks {
  private val hour = Span("1h").micros

  /** A row of the table, its times in microseconds. */
  private case class Visit(key: Option[String], at: Option[Long], asOf: Option[Long])

  // Few keys, and times on the edges of the windows or one microsecond beside.
  private def times(of: DataType): Gen[Long] =
    if (of == DateType) Gen.choose(-40L, 40L).map(_ * Span.Day)
    else Gen.zip(Gen.choose(-60L, 60L), Gen.oneOf(-1L, 0L, 1L)).map { case (hours, beside) => hours * hour + beside }

  private def visits(of: DataType): Gen[Seq[Visit]] = {
    def maybe[A](value: Gen[A]) = Gen.frequency(9 -> value.map(Option(_)), 1 -> Gen.const(None))
    val visit = Gen.zip(maybe(Gen.oneOf("a", "b", "c")), maybe(times(of)), maybe(times(of)))
    Gen.choose(0, 120).flatMap(Gen.listOfN(_, visit.map((Visit.apply _).tupled)))
  }

  private def windows(of: DataType): Gen[Seq[String]] =
    Gen
      .someOf(if (of == DateType) Seq("1d", "7d", "2w", "10d") else Seq("1h", "12h", "1d", "1w", "59m", "60m"))
      .map(_.toSeq)

  private def value(micros: Long, of: DataType): Any = {
    val instant = Instant.EPOCH.plusNanos(micros * 1000)
    of match {
      case DateType      => LocalDate.ofInstant(instant, ZoneOffset.UTC)
      case TimestampType => instant
      case _             => LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
    }
  }

  private def frame(visits: Seq[Visit], of: DataType): DataFrame = {
    def cell(micros: Option[Long]) = micros.map(value(_, of)).orNull
    val rows = visits.zipWithIndex.map { case (v, i) => Row(i, v.key.orNull, cell(v.at), cell(v.asOf)) }
    val schema = new StructType().add("id", IntegerType).add("k", StringType).add("t", of).add("at", of)
    spark.createDataFrame(java.util.Arrays.asList(rows: _*), schema).repartition(3)
  }

  private def expected(visits: Seq[Visit], windows: Seq[String])(moment: Visit => Option[Long]): Seq[Seq[Any]] =
    visits.map { asks =>
      windows.map { window =>
        val found = for (key <- asks.key; end <- moment(asks)) yield visits.count { v =>
          v.key.contains(key) && v.at.exists(at => at >= end - Span(window).micros && at < end)
        }
        found.map(_.toLong: Any).orNull
      }
    }

  private def counted(visits: Seq[Visit], of: DataType, windows: Seq[String], asOf: AsOf): Seq[Seq[Any]] = {
    val step = CountEvents("k", "t", windows.map(Span(_)), asOf, "n")
    step(frame(visits, of)).orderBy("id").collect().toSeq.map(_.toSeq.drop(4))
  }

  for (of <- Seq(DateType, TimestampType, TimestampNTZType)) {
    test(s"the counts are those of a search through all rows: ${of.sql}") {
      forAll(visits(of), windows(of), minSuccessful(6)) { (visits, some) =>
        val chosen = if (some.isEmpty) Seq("1d") else some
        assert(counted(visits, of, chosen, "at") == expected(visits, chosen)(_.asOf))
        val day = LocalDate.of(1970, 1, 2)
        assert(counted(visits, of, chosen, day) == expected(visits, chosen)(_ => Some(Span.Day)))
      }
    }
  }

  test("the session's time zone, and its changes of the clock, change nothing") {
    val visits = Seq(0L, 1L, 23L, 24L, 25L, 48L).map(h => Visit(Some("a"), Some(h * hour), Some(h * hour)))
    val before = spark.conf.get("spark.sql.session.timeZone")
    val counts =
      try
        Seq("UTC", "Pacific/Kiritimati", "America/Los_Angeles").map { zone =>
          spark.conf.set("spark.sql.session.timeZone", zone)
          Seq[AsOf]("at", LocalDate.of(1970, 1, 2)).map(counted(visits, TimestampType, Seq("1d"), _))
        }
      finally spark.conf.set("spark.sql.session.timeZone", before)
    assert(counts.distinct == Seq(Seq(Seq(0L, 1L, 2L, 3L, 3L, 2L).map(Seq(_)), Seq.fill(6)(Seq(3L)))))
  }

  private def shuffles(df: DataFrame): Int =
    "Exchange hashpartitioning".r.findAllIn(df.asInstanceOf[Dataset[_]].queryExecution.executedPlan.toString).size

  test("all windows together take one shuffle and no join") {
    val df = frame(Seq(Visit(Some("a"), Some(0), Some(1))), DateType)
    for (asOf <- Seq[AsOf]("at", "2024-01-01")) {
      val counted = CountEvents("k", "t", Seq("1d", "7d", "30d", "52w"), asOf, "n")(df)
      assert(shuffles(counted) == 1)
      assert(!counted.asInstanceOf[Dataset[_]].queryExecution.executedPlan.toString.contains("Join"))
    }
  }

  test("nothing is read before the result is asked for") {
    val df = spark.sql("SELECT 1 AS k, CAST(raise_error('read') AS DATE) AS t")
    val counted = CountEvents("k", "t", Seq("1d"), "2024-01-01", "n")(df)
    assert(intercept[Exception](counted.collect()).getMessage.contains("read"))
  }
}
