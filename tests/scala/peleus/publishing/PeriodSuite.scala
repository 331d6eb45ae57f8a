package peleus.publishing

import java.time.LocalDate

import org.scalatest.funsuite.AnyFunSuite

class PeriodSuite extends AnyFunSuite {
  private def day(text: String): LocalDate = LocalDate.parse(text)

  test("a date stands for a day, a month or a year") {
    assert(Period.read("2024-02-29").contains(Period(day("2024-02-29"), day("2024-02-29"))))
    assert(Period.read("2024-02").contains(Period(day("2024-02-01"), day("2024-02-29"))))
    assert(Period.read("2023-02").contains(Period(day("2023-02-01"), day("2023-02-28"))))
    assert(Period.read("2024").contains(Period(day("2024-01-01"), day("2024-12-31"))))
  }

  test("what is not in the calendar, or written otherwise, is none") {
    for (text <- Seq("2023-02-29", "2024-13", "24-01", "2024-1", "2024/01", "2024-01-01x", "", "x"))
      assert(Period.read(text).isEmpty, text)
  }

  test("touches what has a day in common with it") {
    val march = Period.read("2024-03").get
    assert(march.touches(day("2024-03-31"), day("2024-04-30")))
    assert(march.touches(day("2024-02-01"), day("2024-03-01")))
    assert(march.touches(day("2024-01-01"), day("2024-12-31")))
    assert(!march.touches(day("2024-04-01"), day("2024-04-30")))
    assert(!march.touches(day("2024-02-01"), day("2024-02-29")))
  }
}
