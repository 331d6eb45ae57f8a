package peleus.kernels

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.time.LocalDate

import org.apache.spark.unsafe.types.UTF8String
import org.scalatest.funsuite.AnyFunSuite

import peleus.kernels.DateParser.{Blank, ImpossibleDay, NoFormat, OutOfRange}

class DateParserSuite extends AnyFunSuite {
  private val july14 = day(2024, 7, 14)

  private def day(year: Int, month: Int, day: Int): Int = LocalDate.of(year, month, day).toEpochDay.toInt

  private def parser(formats: String*): DateParser =
    DateParser.compile(formats, Seq("fr", "en"), Some(1950), None, None)

  private def check(parser: DateParser, cells: (String, Int)*): Unit = cells.foreach { case (cell, expected) =>
    assert(parser.parse(UTF8String.fromString(cell)) == expected, s"for the cell '$cell'")
  }

  test("two digits each, and the whole cell") {
    check(
      parser("yyyy-MM-dd"),
      "2024-07-14" -> july14,
      "2024-02-29" -> day(2024, 2, 29),
      "1000-01-01" -> day(1000, 1, 1),
      "9999-12-31" -> day(9999, 12, 31),
      "2024-07-14 junk" -> NoFormat,
      "2024-07-14T" -> NoFormat,
      "45000" -> NoFormat,
      "2024" -> NoFormat,
      "10:00" -> NoFormat,
      "24-07-14" -> NoFormat,
      "2024-7-14" -> NoFormat,
      "2024/07/14" -> NoFormat,
      "20240714" -> NoFormat,
      "2024-07-1a" -> NoFormat,
      "2024-07-/4" -> NoFormat,
      "2024-07-:4" -> NoFormat,
      "+024-07-14" -> NoFormat,
      "２０２４-07-14" -> NoFormat,
      "٢٠٢٤-٠٧-١٤" -> NoFormat,
      "x" -> NoFormat
    )
  }

  test("no such day, no such year") {
    check(
      parser("yyyy-MM-dd"),
      "2023-02-29" -> ImpossibleDay,
      "2024-02-31" -> ImpossibleDay,
      "2024-13-01" -> ImpossibleDay,
      "2024-00-10" -> ImpossibleDay,
      "2024-01-00" -> ImpossibleDay,
      "1900-02-29" -> ImpossibleDay,
      "0024-07-14" -> OutOfRange,
      "0999-12-31" -> OutOfRange,
      "0000-02-29" -> OutOfRange,
      "0000-02-30" -> ImpossibleDay
    )
  }

  test("blanks around the cell are ignored, and a cell of blanks is missing") {
    val blanks = Seq(" ", "\t", "\r", "\n", "\u0000", "\u00a0", "\u202f", "\u2009", "\ufeff", "\u200b")
    val iso = parser("yyyy-MM-dd")
    blanks.foreach { blank =>
      check(iso, s"${blank}2024-07-14" -> july14, s"2024-07-14$blank" -> july14, blank -> Blank)
      check(iso, s"$blank${blank}2024-07-14 $blank" -> july14, s"2024$blank-07-14" -> NoFormat)
    }
    check(iso, "" -> Blank, blanks.mkString -> Blank, blanks.mkString + "2024-07-14" + blanks.mkString -> july14)
    check(iso, "\u2003" + "2024-07-14" -> NoFormat, "." -> NoFormat, "2024-07-14\u00a1" -> NoFormat)
  }

  test("a blank in the pattern is one or more blanks in the cell") {
    Seq("dd MM yyyy", " dd  MM' 'yyyy ", "dd\u00a0MM yyyy").foreach { format =>
      check(
        parser(format),
        "14 07 2024" -> july14,
        "14\u00a007\u202f2024" -> july14,
        "14  07 \t 2024" -> july14,
        "14072024" -> NoFormat,
        "14 072024" -> NoFormat,
        "31 06 2024" -> ImpossibleDay
      )
    }
  }

  test("one or two digits") {
    check(
      parser("d/M/yyyy"),
      "14/7/2024" -> july14,
      "14/07/2024" -> july14,
      "1/2/2024" -> day(2024, 2, 1),
      "01/2/2024" -> day(2024, 2, 1),
      "1/12/2024" -> day(2024, 12, 1),
      "31/6/2024" -> ImpossibleDay,
      "014/7/2024" -> NoFormat,
      "/7/2024" -> NoFormat
    )
    check(parser("dMMyyyy"), "1072024" -> day(2024, 7, 1), "14072024" -> july14, "114072024" -> NoFormat)
    check(parser("yyyyMMd"), "2024071" -> day(2024, 7, 1), "20240714" -> july14, "202407" -> NoFormat)
    check(parser("EEEE dMM yyyy"), "lundi 107 2024" -> day(2024, 7, 1), "lundi 1407 2024" -> july14)
    check(parser("EEEE dMM yyyy"), "lundi 07 2024" -> NoFormat, "lundi 11407 2024" -> NoFormat)
  }

  test("layouts nobody listed") {
    check(parser("yyyy.MM.dd"), "2024.07.14" -> july14, "2024-07-14" -> NoFormat)
    check(parser("dd-MM-yyyy'T'"), "14-07-2024T" -> july14, "14-07-2024" -> NoFormat, "14-07-2024t" -> NoFormat)
    check(parser("''yyyy' o''clock 'MMdd"), "'2024 o'clock 0714" -> july14)
    check(parser("yyyy年M月d日"), "2024年7月14日" -> july14, "2024年07月1日" -> day(2024, 7, 1), "2024年7月14" -> NoFormat)
    check(parser("'date de valeur: 'uuuu/MM/dd"), "date de valeur: 2024/07/14" -> july14, "2024/07/14" -> NoFormat)
    check(parser("yyyy-MM-dd' 00:00:00'"), "2024-07-14 00:00:00" -> july14, "2024-07-14 00:00:01" -> NoFormat)
    check(parser("d'.'M'.'yyyy"), "14.7.2024" -> july14)
    check(parser("d–MMM–yyyy"), "14–juil.–2024" -> july14, "14–juillet–2024" -> july14, "14-juil.-2024" -> NoFormat)
  }

  test("names of months, with ordinals in the declared languages only") {
    check(
      parser("d MMM yyyy"),
      "14 juillet 2024" -> july14,
      "14 juil. 2024" -> july14,
      "14 Jul 2024" -> july14,
      "14 JULY 2024" -> july14,
      "14\u00a0juil.\u202f2024" -> july14,
      "1er juillet 2024" -> day(2024, 7, 1),
      "1ER AOÛT 2024" -> day(2024, 8, 1),
      "2er juillet 2024" -> NoFormat,
      "1st July 2024" -> day(2024, 7, 1),
      "2nd July 2024" -> day(2024, 7, 2),
      "23rd July 2024" -> day(2024, 7, 23),
      "11th July 2024" -> day(2024, 7, 11),
      "11st July 2024" -> NoFormat,
      "14 juillets 2024" -> NoFormat,
      "14 juillet. 2024" -> NoFormat,
      "14 juil.. 2024" -> NoFormat,
      "14 ju 2024" -> NoFormat,
      "14 7 2024" -> NoFormat,
      "14  2024" -> NoFormat,
      "14 juillet" -> NoFormat,
      "31 juin 2024" -> ImpossibleDay,
      "014 juillet 2024" -> NoFormat,
      "14 juillet 02024" -> NoFormat
    )
    val french = DateParser.compile(Seq("d MMMM yyyy"), Seq("fr"), None, None, None)
    check(french, "1er mai 2024" -> day(2024, 5, 1), "1st mai 2024" -> NoFormat, "14 July 2024" -> NoFormat)
    val english = DateParser.compile(Seq("MMMM d, yyyy"), Seq("en"), None, None, None)
    check(english, "July 4th, 2024" -> day(2024, 7, 4), "July 4, 2024" -> day(2024, 7, 4), "May 1er, 2024" -> NoFormat)
    check(english, "September 30, 2024" -> day(2024, 9, 30), "Sept. 30, 2024" -> day(2024, 9, 30))
    check(parser("dd MMM yyyy"), "01er mai 2024" -> NoFormat, "01 mai 2024" -> day(2024, 5, 1))
    check(parser("d'th' MMM yyyy"), "1th mai 2024" -> day(2024, 5, 1), "1thth mai 2024" -> NoFormat)
  }

  test("a dot of the pattern and the dot of an abbreviation are two dots") {
    check(parser("d.MMM.yyyy"), "14.juil.2024" -> july14, "14.juil..2024" -> july14, "14.juillet.2024" -> july14)
    check(parser("d.MMM.yyyy"), "14.juillet..2024" -> NoFormat)
  }

  test("a weekday must be a known name and need not fit the date") {
    val long = parser("EEEE d MMMM yyyy")
    check(long, "dimanche 14 juillet 2024" -> july14, "Sunday 14 July 2024" -> july14, "lun. 14 juil. 2024" -> july14)
    check(long, "dimanch 14 juillet 2024" -> NoFormat, "14 juillet 2024" -> NoFormat)
    check(parser("EEE dd/MM/yyyy"), "WED 14/07/2024" -> july14, "juil 14/07/2024" -> NoFormat)
    check(parser("yyyy-MM-dd EEE"), "2024-07-14 dim." -> july14, "2024-07-14 dim" -> july14)
  }

  test("two digits of a year fall in the hundred years from the pivot year on") {
    def year(pivot: Int, twoDigits: String): Int = {
      val compiled = DateParser.compile(Seq("dd/MM/yy"), Nil, Some(pivot), None, None)
      LocalDate.ofEpochDay(compiled.parse(UTF8String.fromString(s"01/01/$twoDigits")).toLong).getYear
    }
    val table = Seq(
      (1930, "30", 1930),
      (1930, "29", 2029),
      (1930, "99", 1999),
      (1930, "00", 2000),
      (2000, "00", 2000),
      (2000, "99", 2099),
      (1999, "99", 1999),
      (1999, "98", 2098),
      (1000, "00", 1000),
      (9900, "99", 9999)
    )
    table.foreach { case (pivot, digits, expected) => assert(year(pivot, digits) == expected, (pivot, digits)) }
    check(parser("d MMM yy"), "14 juil. 24" -> july14, "14 juil. 2024" -> NoFormat, "14 juil. 4" -> NoFormat)
    check(parser("d/M/yy"), "14/7/24" -> july14, "1/7/50" -> day(1950, 7, 1), "1/7/2024" -> NoFormat)
    check(parser("yyMMdd"), "240714" -> july14)
  }

  test("the first format that gives a day decides, else the most specific reason") {
    check(
      parser("MM/dd/yyyy", "dd/MM/yyyy"),
      "02/03/2024" -> day(2024, 2, 3),
      "14/07/2024" -> july14,
      "31/02/2024" -> ImpossibleDay
    )
    check(parser("dd/MM/yyyy", "MM/dd/yyyy"), "02/03/2024" -> day(2024, 3, 2))
    val ranged = DateParser
      .compile(Seq("yyyyMMdd", "ddMMyyyy"), Nil, None, Some(LocalDate.of(1900, 1, 1)), Some(LocalDate.of(2024, 7, 14)))
    check(
      ranged,
      "14072024" -> july14,
      "19000101" -> day(1900, 1, 1),
      "18991231" -> OutOfRange,
      "20240715" -> OutOfRange,
      "12011899" -> OutOfRange,
      "99999999" -> ImpossibleDay,
      "1407202" -> NoFormat
    )
  }

  test("bounds beyond the years of four digits leave only these years") {
    val wide = DateParser.compile(Seq("yyyyMMdd"), Nil, None, Some(LocalDate.MIN), Some(LocalDate.MAX))
    check(wide, "10000101" -> day(1000, 1, 1), "09991231" -> OutOfRange, "99991231" -> day(9999, 12, 31))
    val beyond = DateParser.compile(Seq("yyyyMMdd"), Nil, None, Some(LocalDate.of(12000, 1, 1)), None)
    check(beyond, "99991231" -> OutOfRange)
  }

  test("only days are dates") {
    Seq(NoFormat, ImpossibleDay, OutOfRange, Blank).zipWithIndex.foreach { case (code, index) =>
      assert(code == Int.MinValue + index)
      assert(!DateParser.isDate(code))
    }
    assert(Seq(Days.First, -1, 0, Days.Last).forall(DateParser.isDate))
  }

  test("a parser survives serialization") {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(parser("yyyy-MM-dd", "EEE d MMM yyyy"))
    val copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject().asInstanceOf[DateParser]
    check(copy, "2024-07-14" -> july14, "dim. 14 juil. 2024" -> july14, "14 juil. 2024" -> NoFormat)
  }
}
