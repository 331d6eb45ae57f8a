package peleus.kernels

import java.time.LocalDate
import java.time.format.{DateTimeFormatter, DateTimeParseException, ResolverStyle}

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class DateParserPropertySuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  implicit override val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = 5000)

  private val months =
    Vector("janvier", "Févr.", "mars", "AVRIL", "mai", "juin", "juil.", "août", "sept", "octobre", "nov.", "DÉCEMBRE")

  private val anyDay = Gen.choose(Days.First, Days.Last)

  private def padded(number: Int, width: Int): String = ("0" * width + number.toString).takeRight(width)

  /** Writes a date with no help from java.time: each field by its letters, all else as it stands. */
  private def write(format: String, date: LocalDate): String =
    "yyyy|MMM|MM|dd|M|d".r.replaceAllIn(
      format,
      _.matched match {
        case "yyyy" => padded(date.getYear, 4)
        case "MMM"  => months(date.getMonthValue - 1)
        case "MM"   => padded(date.getMonthValue, 2)
        case "dd"   => padded(date.getDayOfMonth, 2)
        case "M"    => date.getMonthValue.toString
        case "d"    => date.getDayOfMonth.toString
      }
    )

  private val formats = Seq(
    "dd/MM/yyyy",
    "yyyy-MM-dd",
    "yyyyMMdd",
    "ddMMyyyy",
    "d/M/yyyy",
    "M.d.yyyy",
    "yyyy.M.d",
    "dMMyyyy",
    "yyyyMMd",
    "dd MM yyyy",
    "d MMM yyyy",
    "MMM d, yyyy",
    "yyyy, d MMM",
    "[dd]=[MM]=[yyyy]",
    "dd----MM----yyyy"
  )

  formats.foreach { format =>
    test(s"any date written as $format is read back") {
      val parser = DateParser.compile(Seq(format), Seq("fr"), None, None, None)
      forAll(anyDay) { day =>
        val cell = write(format, LocalDate.ofEpochDay(day.toLong))
        assert(parser.parse(UTF8String.fromString(cell)) == day, cell)
      }
    }
  }

  private val everything = DateParser.compile(
    formats ++ Seq("EEE d MMMM yy", "d/M/yy", "yyMMdd", "d MMM yyyy"),
    Seq("fr", "en"),
    Some(1950),
    None,
    None
  )

  test("no bytes make it throw, and a result is a day in range or a code") {
    val pieces: Seq[Gen[Array[Byte]]] = Seq(
      Gen.containerOf[Array, Byte](Gen.choose(Byte.MinValue, Byte.MaxValue)),
      Gen
        .oneOf("14", "7", "2024", " ", "/", "-", "juil", ".", "ao\u00fbt", "\u00a0", "e\u0301", "1er")
        .map(_.getBytes("UTF-8")),
      Gen.oneOf(0xc3, 0xc2, 0xe2, 0xcc, 0xef, 0x80, 0xf0, 0xff).map(byte => Array(byte.toByte))
    )
    val cell = Gen.listOf(Gen.oneOf(pieces).flatMap(identity)).map(_.toArray.flatten)
    forAll(cell) { bytes =>
      val result = everything.parse(UTF8String.fromBytes(bytes))
      val isCode = result <= DateParser.Blank
      assert(isCode || (result >= Days.First && result <= Days.Last))
    }
  }

  test("bytes before and behind the cell are not read") {
    forAll(anyDay, Gen.oneOf(formats), Gen.oneOf("", "0", "9", "/", "juil", "\u00e9", " ")) { (day, format, around) =>
      val cell = write(format, LocalDate.ofEpochDay(day.toLong)).getBytes("UTF-8")
      val noise = around.getBytes("UTF-8")
      val bytes = noise ++ cell ++ noise
      val parser = DateParser.compile(Seq(format), Seq("fr"), None, None, None)
      val inside = UTF8String.fromAddress(bytes, Platform.BYTE_ARRAY_OFFSET.toLong + noise.length, cell.length)
      assert(parser.parse(inside) == day)
    }
  }

  test("a cell cut short or with one byte changed is not taken for the same date") {
    forAll(anyDay, Gen.oneOf("dd/MM/yyyy", "yyyyMMdd", "d MMM yyyy"), Gen.choose(0, 30), Gen.choose(0, 255)) {
      (day, format, place, value) =>
        val cell = write(format, LocalDate.ofEpochDay(day.toLong)).getBytes("UTF-8")
        val parser = DateParser.compile(Seq(format), Seq("fr"), None, None, None)
        assert(parser.parse(UTF8String.fromBytes(cell.dropRight(1))) == DateParser.NoFormat)
        val index = place % cell.length
        val isDigit = cell(index) >= '0' && cell(index) <= '9'
        whenever(isDigit && value.toByte != cell(index)) {
          assert(parser.parse(UTF8String.fromBytes(cell.updated(index, value.toByte))) != day)
        }
    }
  }

  Seq("dd/MM/uuuu", "uuuu-MM-dd", "ddMMuuuu", "uuuu.dd.MM", "MM--dd--uuuu").foreach { format =>
    test(s"java.time agrees on $format") {
      val parser = DateParser.compile(Seq(format), Nil, None, None, None)
      val oracle = DateTimeFormatter.ofPattern(format, java.util.Locale.ROOT).withResolverStyle(ResolverStyle.STRICT)
      val number = Gen.frequency(8 -> Gen.choose(0, 33).map(padded(_, 2)), 1 -> Gen.numStr.map(_.take(3)))
      val year = Gen.frequency(8 -> Gen.choose(990, 9999).map(padded(_, 4)), 1 -> Gen.numStr.map(_.take(5)))
      forAll(number, number, year) { (day, month, year) =>
        val cell = format.replaceAll("d+", day).replaceAll("M+", month).replaceAll("u+", year)
        val expected =
          try Some(LocalDate.parse(cell, oracle)).filter(_.getYear >= 1000)
          catch { case _: DateTimeParseException => None }
        val result = Some(parser.parse(UTF8String.fromString(cell))).filter(DateParser.isDate)
        assert(result == expected.map(_.toEpochDay.toInt), cell)
      }
    }
  }
}
