package peleus.kernels

import java.time.LocalDate

import org.scalatest.funsuite.AnyFunSuite

class DaysSuite extends AnyFunSuite {

  test("a year divisible by 4 is leap, unless by 100, unless by 400") {
    val leap = Map(
      2023 -> false,
      2024 -> true,
      2100 -> false,
      2000 -> true,
      1900 -> false,
      1600 -> true,
      1000 -> false,
      1004 -> true,
      0 -> true,
      4 -> true,
      9996 -> true,
      9999 -> false
    )
    leap.foreach { case (year, expected) =>
      assert(Days.isLeap(year) == expected, year)
      assert(Days.exists(year, 2, 29) == expected, year)
      assert(Days.lengthOfMonth(year, 2) == (if (expected) 29 else 28), year)
    }
  }

  test("every day of the years 0 to 9999 has its count and is followed by the next one") {
    var expected = LocalDate.of(0, 1, 1).toEpochDay.toInt
    for (year <- 0 to 9999; month <- 1 to 12; day <- 1 to 31 if Days.exists(year, month, day)) {
      if (Days.count(year, month, day) != expected)
        fail(s"$year-$month-$day: ${Days.count(year, month, day)}, not $expected")
      expected += 1
    }
    assert(expected == LocalDate.of(10000, 1, 1).toEpochDay)
  }

  test("there is no day 0, month 0, month 13 or 31 April") {
    Seq((2024, 1, 0), (2024, 0, 1), (2024, 13, 1), (2024, 4, 31), (2024, 1, 32), (2023, 2, 29), (2024, 2, 30)).foreach {
      case (year, month, day) => assert(!Days.exists(year, month, day), (year, month, day))
    }
  }

  test("the first and the last day with a year of four digits") {
    assert(Days.First == LocalDate.of(1000, 1, 1).toEpochDay)
    assert(Days.Last == LocalDate.of(9999, 12, 31).toEpochDay)
  }
}
