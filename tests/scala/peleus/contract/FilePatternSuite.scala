package peleus.contract

import java.time.LocalDate
import java.time.format.DateTimeFormatter
import java.util.Locale

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class FilePatternSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private def date(pattern: String, name: String): Option[String] = FilePattern.compile(pattern).date(name)
  private def matches(pattern: String, name: String): Boolean = FilePattern.compile(pattern).matches(name)

  private val flights = "flights_{date:yyyy-MM}*.{csv,csv.gz,zip}"

  test("the date is taken out of a name that matches as a whole") {
    assert(date(flights, "flights_2013-06.csv").contains("2013-06"))
    assert(date(flights, "flights_2013-06_v2.csv.gz").contains("2013-06"))
    Seq("flights_2013-06.txt", "xflights_2013-06.csv", "Flights_2013-06.csv", "flights_2013-06.csv.bz2", "").foreach {
      name => assert(date(flights, name).isEmpty && !matches(flights, name), name)
    }
  }

  test("the date is as precise as the pattern, in one form") {
    assert(date("{date:ddMMyyyy}.csv", "31122024.csv").contains("2024-12-31"))
    assert(date("a_{date:yyyy_MM_dd}", "a_2024_02_29").contains("2024-02-29"))
    assert(date("a {date:MM.yyyy}.txt", "a 07.2024.txt").contains("2024-07"))
    assert(date("{date:yyyy}.csv", "2024.csv").contains("2024"))
  }

  test("every day is read back, in whatever order the name has it") {
    forAll(Gen.choose(LocalDate.of(1000, 1, 1).toEpochDay, LocalDate.of(9999, 12, 31).toEpochDay)) { epochDay =>
      val day = LocalDate.ofEpochDay(epochDay)
      Seq("yyyyMMdd", "dd-MM-yyyy", "MM_dd.yyyy").foreach { layout =>
        val name = s"x${DateTimeFormatter.ofPattern(layout, Locale.ROOT).format(day)}.csv"
        assert(date(s"x{date:$layout}.*", name).contains(day.toString))
      }
    }
  }

  test("a date that cannot be does not match") {
    Seq("2013-13", "2013-00", "0999-01", "20130-6", "２０１３-06").foreach { text =>
      assert(date(flights, s"flights_$text.csv").isEmpty, text)
    }
    assert(date("{date:yyyyMMdd}.csv", "20230229.csv").isEmpty)
  }

  test("a name that can be read as two dates has none") {
    assert(date("*{date:yyyyMMdd}*", "from20130101to20130201").isEmpty)
    assert(date("*{date:yyyyMMdd}*", "from20130101to20139901").contains("2013-01-01"))
    assert(date("*{date:yyyyMMdd}_*", "20130101_20130101_x").contains("2013-01-01"))
  }

  test("a pattern without a date matches, and gives none") {
    assert(matches("airports.csv", "airports.csv") && date("airports.csv", "airports.csv").isEmpty)
    assert(!FilePattern.compile("airports.csv").hasDate && FilePattern.compile(flights).hasDate)
    assert(!matches("airports.csv", "airportsxcsv"))
  }

  test("stars, question marks and braces") {
    assert(matches("a*z", "az") && matches("a*z", "a\nbz") && !matches("a*z", "a"))
    assert(matches("a?z", "a\ud83d\ude00z") && !matches("a?z", "az"))
    assert(matches("a{.csv,}", "a") && matches("a{.csv,}", "a.csv") && !matches("a{.csv,}", "a."))
    assert(matches("{v?,x*}_1", "v2_1") && matches("{v?,x*}_1", "x_1") && !matches("{v?,x*}_1", "v_1"))
    assert(matches("a+(b)$^|.csv", "a+(b)$^|.csv"))
  }
}
