package peleus.kernels

import java.time.LocalDate

import org.scalatest.funsuite.AnyFunSuite

class DatePatternSuite extends AnyFunSuite {

  private def refusal(format: String, languages: Seq[String] = Seq("fr"), pivot: Option[Int] = Some(1950)): String =
    intercept[IllegalArgumentException](DateParser.compile(Seq(format), languages, pivot, None, None)).getMessage

  private val allowed = "allowed are d dd M MM MMM MMMM yy yyyy uuuu EEE EEEE and text in single quotes"

  test("a letter or a width that is not read") {
    Seq("HH" -> 3, "YYYY" -> 1, "D" -> 1, "T" -> 1).foreach { case (letters, position) =>
      val format = " " * (position - 1) + letters + " dd/MM/yyyy"
      assert(refusal(format) == s"""date format "$format": "$letters" at position $position is not read; $allowed""")
    }
    Seq("ddd/MM/yyyy", "dd/MMMMM/yyyy", "dd/MM/yyy", "dd/MM/y", "dd/MM/uu", "E dd/MM/yyyy", "dd/MM/yyyyy")
      .foreach(format => assert(refusal(format).endsWith(allowed), format))
  }

  test("a quote that is never closed") {
    assert(
      refusal("dd/MM/yyyy'T") ==
        "date format \"dd/MM/yyyy'T\": the quote at position 11 is never closed; text stands between two single quotes"
    )
    assert(refusal("dd/MM/yyyy'T''").contains("never closed"))
  }

  test("not exactly one day, one month and one year") {
    def problem(times: Int, word: String) =
      s"it holds $times ${word}s; a format holds exactly one day, one month and one year"
    assert(refusal("") == "date format \"\": " + problem(0, "day"))
    assert(refusal("MM/yyyy") == "date format \"MM/yyyy\": " + problem(0, "day"))
    assert(refusal("dd/yyyy").endsWith(problem(0, "month")))
    assert(refusal("dd/MM").endsWith(problem(0, "year")))
    assert(refusal("d dd/MM/yyyy").endsWith(problem(2, "day")))
    assert(refusal("dd MM MMM yyyy").endsWith(problem(2, "month")))
    assert(refusal("dd/MM/yyyy (yy)").endsWith(problem(2, "year")))
  }

  test("numbers of open width with nothing between them") {
    val sentence = "d and M with no separator between them are ambiguous; separate them, or write dd and MM"
    assert(refusal("dMyyyy") == s"""date format "dMyyyy": $sentence""")
    assert(refusal("yyyyMd").endsWith(sentence))
    assert(refusal("dyyyyM").endsWith(sentence))
    assert(refusal("d'0'M/yyyy").endsWith(sentence))
    assert(
      refusal("d0/M/yyyy") ==
        "date format \"d0/M/yyyy\": d or M beside a digit of the text is ambiguous; separate them, or write dd or MM"
    )
  }

  test("a name with no end") {
    assert(
      refusal("dMMM'T'yyyy") ==
        "date format \"dMMM'T'yyyy\": a name followed by a letter has no end; put a separator between them"
    )
    assert(refusal("d EEEMMM yyyy") == "date format \"d EEEMMM yyyy\": two names need a separator between them")
  }

  test("names need a language that is known") {
    assert(
      refusal("d MMM yyyy", languages = Nil) ==
        "date format \"d MMM yyyy\": it holds a name, but no language is declared; allowed are fr, en"
    )
    assert(refusal("EEE dd/MM/yyyy", languages = Nil).contains("no language is declared"))
    assert(refusal("dd/MM/yyyy", Seq("fr", "de")) == "the language \"de\" is not known; allowed are fr, en")
  }

  test("two digits of a year need a pivot year of four digits") {
    assert(
      refusal("dd/MM/yy", pivot = None) ==
        "date format \"dd/MM/yy\": yy needs a pivot year, the first of the hundred years that two digits may name"
    )
    Seq(999, 9901, -1).foreach { pivot =>
      assert(
        refusal("dd/MM/yy", pivot = Some(pivot)) ==
          s"the pivot year $pivot does not start a hundred years of four digits; allowed are 1000 to 9900"
      )
    }
  }

  test("no format, and a range with no day") {
    assert(
      intercept[IllegalArgumentException](DateParser.compile(Nil, Nil, None, None, None)).getMessage ==
        "no date format was given; at least one is needed, such as dd/MM/yyyy"
    )
    val (first, last) = (LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 1))
    assert(
      intercept[IllegalArgumentException](
        DateParser.compile(Seq("dd/MM/yyyy"), Nil, None, Some(first), Some(last))
      ).getMessage ==
        "no day lies between 2024-01-02 and 2024-01-01; not_before must not be later than not_after"
    )
  }
}
