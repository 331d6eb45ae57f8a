package peleus.kernels

import java.math.{BigDecimal => JBigDecimal, RoundingMode}

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class NumberParserSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  import NumberParser.{Ambiguous, BadGroup, Blank, NoNumber, Overflow}

  implicit override val generatorDrivenConfig: PropertyCheckConfiguration = PropertyCheckConfiguration(1000)

  private val everything =
    Set("parentheses", "trailing_minus", "percent", "exponent", "currency", "multiples")

  private def parser(
      decimals: String,
      groups: Seq[String] = Nil,
      allow: Set[String] = Set.empty,
      currencies: Seq[String] = Nil,
      precision: Int = 18,
      scale: Int = 2
  ): NumberParser = NumberParser.compile(decimals.map(_.toString), groups, allow, currencies, precision, scale)

  private def utf8(text: String): UTF8String = UTF8String.fromString(text)

  private def check(parser: NumberParser)(cells: (String, Long)*): Unit =
    cells.foreach { case (cell, expected) =>
      assert(parser.parse(utf8(cell)) === expected, s"for \"$cell\"")
    }

  test("plain numbers") {
    check(parser("."))(
      "0" -> 0,
      "7" -> 700,
      "1234.56" -> 123456,
      "-1234.56" -> -123456,
      "+1234.56" -> 123456,
      "\u22121234.5" -> -123450,
      "- 12" -> -1200,
      ".5" -> 50,
      "-.5" -> -50,
      "0.5" -> 50,
      "-0" -> 0,
      "-0.00" -> 0,
      "007" -> 700,
      "00000000000000000000000001.5" -> 150,
      "  1.5\t" -> 150,
      "\u00a01.5\u202f\ufeff" -> 150
    )
  }

  test("what is no number") {
    val cells =
      Seq("abc", "-", "+", ".", ",", "-.", "5.", "--5", "-+5", "+-5", "5-", "(5)", "5 %", "5 €", "EUR 5", "5k") ++
        Seq(
          "1e3",
          "1E3",
          "12d",
          "1f",
          "1L",
          "NaN",
          "Infinity",
          "-Infinity",
          "0x10",
          "1,5",
          "1 234",
          "1'234",
          "1_000"
        ) ++
        Seq("\uff11\uff12", "\u0661", "1/2", "12-5", "1 2", "N/A", "\u2212", "€", "12\u00005", "5\u20ac", "é5")
    check(parser("."))(cells.map(_ -> NoNumber): _*)
    check(parser(".", allow = everything))(
      Seq(
        "(5",
        "5)",
        "(-5)",
        "-(5)",
        "(5-)",
        "-5-",
        "(5))",
        "((5))",
        "()",
        "€",
        "%",
        "5%%",
        "5 % ‰",
        "EUR 5 €",
        "5 EUREUR"
      )
        .map(_ -> NoNumber): _*
    )
    check(parser(".", allow = everything))(
      Seq(
        "e3",
        "1e",
        "1e+",
        ".e3",
        "1.e3",
        "1e3.5",
        "1e3e3",
        "12 EURO",
        "EURO 12",
        "12 PLN",
        "5 kk",
        "5 d",
        "5 m",
        "5 % €"
      )
        .map(_ -> NoNumber): _*
    )
  }

  test("blank cells are missing") {
    check(parser("."))("" -> Blank, " " -> Blank, "\u00a0\u202f\t" -> Blank, "\ufeff" -> Blank)
    check(parser(",", Seq("space"), everything))("   " -> Blank, "\u00a0" -> Blank)
  }

  test("one declared mark: nothing else is read as one") {
    check(parser(","))("1234,56" -> 123456, "1.5" -> NoNumber, "1.234" -> NoNumber, "1,234" -> 123, ",5" -> 50)
    check(parser(".", Seq(",")))("1,234" -> 123400, "1,234.5" -> 123450, "1.234" -> 123, "1,5" -> BadGroup)
    check(parser("."))("1.2.3" -> BadGroup, "192.168.1.1" -> BadGroup, "1.." -> NoNumber)
  }

  test("groups") {
    check(parser(",", Seq("space")))(
      "1 234,56" -> 123456,
      "1\u00a0234\u00a0567,8" -> 123456780,
      "1\u202f234,5" -> 123450,
      "1\u2009234" -> 123400,
      "1 234\u00a0567" -> 123456700, // one kind of mark in several writings
      "12 34" -> BadGroup,
      "1 23,45" -> BadGroup,
      "1234 567" -> BadGroup,
      "1  234" -> BadGroup,
      "1 234 56" -> BadGroup,
      "1,234 567" -> BadGroup,
      "1 234 abc" -> NoNumber,
      "1.234" -> NoNumber
    )
    check(parser(".", Seq("'")))(
      "1'234.5" -> 123450,
      "1\u2019234\u2019567" -> 123456700,
      "'123" -> BadGroup,
      "1'" -> NoNumber
    )
    check(parser(".", Seq(",")))(
      "12,345,678.9" -> 1234567890L,
      "1,234,56" -> BadGroup,
      "1,23,456" -> BadGroup,
      "12,34,567" -> BadGroup,
      ",123" -> BadGroup,
      "1,,234" -> BadGroup,
      "1,.5" -> BadGroup,
      "1.234,567" -> BadGroup,
      "1," -> NoNumber
    )
    check(parser(",", Seq(".", "space")))("1.234 567" -> BadGroup, "1.234.567" -> 123456700, "1 234" -> 123400)
  }

  test("a long row of digits is no group") {
    Seq(33, 35, 36).foreach { digits => // group sizes are bits, which wrap at 32
      check(parser(".", Seq(",")))(s"1,${"2" * digits},345" -> BadGroup, s"${"1" * digits},345" -> BadGroup)
    }
  }

  test("Indian groups where allowed") {
    check(parser(".", Seq(","), Set("indian")))(
      "12,34,567" -> 123456700,
      "1,23,45,678.9" -> 1234567890L,
      "1,234" -> 123400,
      "1,234,567" -> 123456700,
      "123,45,678" -> BadGroup,
      "1,23,456,789" -> BadGroup,
      "1,23,45" -> BadGroup
    )
  }

  test("several decimal marks: the cell is read by its shape") {
    check(parser(".,", Seq("space")))(
      "1.234,56" -> 123456,
      "1,234.56" -> 123456,
      "1.234,567" -> 123457,
      "12,5" -> 1250,
      "1,2.5" -> BadGroup,
      "12.50" -> 1250,
      "1,2345" -> 123,
      "1.234" -> Ambiguous,
      "-1,234" -> Ambiguous,
      "123,456" -> Ambiguous,
      "0,123" -> 12,
      ",123" -> 12,
      "1234,567" -> 123457,
      "1 234,567" -> 123457, // a space groups, so that the comma does not
      "1.234.567" -> 123456700,
      "1,234,567.8" -> 123456780,
      "1 234" -> 123400,
      "1,234,56" -> BadGroup,
      "1234.567.890" -> BadGroup,
      "1.234,567.890" -> BadGroup,
      "1.234 567" -> BadGroup,
      "1234,567.891" -> BadGroup,
      "1234" -> 123400,
      "12," -> NoNumber
    )
    check(parser(",.", allow = everything))("1.234e1" -> Ambiguous, "1.23e3" -> 123000, "1,234 €" -> Ambiguous)
  }

  test("parentheses, trailing minus and signs") {
    check(parser(",", Seq("space"), everything))(
      "(12)" -> -1200,
      "( 1 234,50 )" -> -123450,
      "(12 €)" -> -1200,
      "€ (12)" -> -1200,
      "123-" -> -12300,
      "123 -" -> -12300,
      "123\u2212" -> -12300,
      "12,5- EUR" -> -1250
    )
  }

  test("percent and multiples") {
    check(parser(".", allow = everything, scale = 4))(
      "12 %" -> 1200,
      "12.5%" -> 1250,
      "-0.01%" -> -1,
      "12\u00a0‰" -> 120,
      "1 k" -> 10000000,
      "1.5K" -> 15000000,
      "2M" -> 20000000000L,
      "0.001 Md" -> 10000000000L,
      "1,5k" -> NoNumber
    )
  }

  test("exponents where allowed") {
    check(parser(".", allow = Set("exponent")))(
      "1e3" -> 100000,
      "1.5E+2" -> 15000,
      "15e-1" -> 150,
      "5e-3" -> 1,
      "4e-3" -> 0,
      "1e400" -> Overflow,
      "0e400" -> 0,
      "1e-400" -> 0,
      "1e99999999999999999999" -> Overflow,
      "1e-99999999999999999999" -> 0,
      s"0.${"0" * 30}5e31" -> 500
    )
  }

  test("currencies") {
    check(parser(",", Seq("space"), Set("currency")))(
      "12 €" -> 1200,
      "€12" -> 1200,
      "-€ 12" -> -1200,
      "€ -12" -> -1200,
      "1 234,56\u00a0€" -> 123456,
      "1 234,56 EUR" -> 123456,
      "eur 12" -> 1200,
      "Usd12" -> 1200,
      "12CHF" -> 1200,
      "12$" -> 1200,
      "£12" -> 1200,
      "12£" -> 1200,
      "¥ 12" -> 1200,
      "12 MAD" -> NoNumber,
      "12 k€" -> NoNumber,
      "$ 12 USD" -> NoNumber
    )
    check(parser(".", allow = Set("currency", "multiples"), currencies = Seq("EUR", "MAD")))(
      "12 mad" -> 1200,
      "12 €" -> 1200,
      "12 $" -> NoNumber,
      "12 k€" -> 1200000,
      "3 MEUR" -> 300000000,
      "3 MdEUR" -> 300000000000L,
      "3 MAD k" -> 300000
    )
  }

  test("rounding is half up, away from zero") {
    check(parser("."))(
      "0.005" -> 1,
      "-0.005" -> -1,
      "0.00499999999999999999999999999999" -> 0,
      "0.0050000000000000000000000000000" -> 1,
      "2.345" -> 235,
      "2.3449999999999999999999" -> 234,
      "1234567890123456.789999999999999999999999" -> 123456789012345679L,
      s"0.${"9" * 40}" -> 100,
      s"0.${"0" * 40}9" -> 0
    )
    check(parser(".", scale = 0))("999999999999999999.4999" -> 999999999999999999L, "0.5" -> 1, "0.4" -> 0)
  }

  test("overflow") {
    check(parser("."))(
      "9999999999999999.99" -> 999999999999999999L,
      "-9999999999999999.99" -> -999999999999999999L,
      "9999999999999999.994" -> 999999999999999999L,
      "9999999999999999.995" -> Overflow,
      "10000000000000000" -> Overflow,
      "9223372036854775807" -> Overflow,
      "18446744073709551616" -> Overflow,
      "9" * 40 -> Overflow,
      s"${"0" * 40}12.34" -> 1234,
      s"0${"1" * 19}" -> Overflow
    )
    check(parser(".", precision = 4))("99.99" -> 9999, "99.994" -> 9999, "99.995" -> Overflow, "-100" -> Overflow)
    check(parser(".", precision = 2))("0.99" -> 99, "1" -> Overflow, "0" -> 0)
  }

  test("doubles and their codes") {
    val numbers = parser(",", Seq("space"), everything)
    def double(cell: String): Double = numbers.parseDouble(utf8(cell))
    assert(double("1 234,56 €") === 1234.56)
    assert(double("(0,1)") === -0.1)
    assert(double("12,3 %") === 0.123)
    assert(double("1e30") === 1e30)
    assert(double("-1,7976931348623157e308") === Double.MinValue)
    assert(double("-4,9e-324") === -java.lang.Double.MIN_VALUE)
    assert(double("123456789012345678901234567890") === 123456789012345678901234567890.0)
    assert(double("9007199254740993") === 9007199254740992.0) // half way: to the even one
    assert(java.lang.Double.doubleToRawLongBits(double("-0")) === 0L)
    assert(numbers.code(utf8("1e30")) === 0L)
    assert(numbers.code(utf8("-4,9e-324")) === 0L)
    Seq("1e400" -> Overflow, "-1e400" -> Overflow, "abc" -> NoNumber, "" -> Blank, "12 34" -> BadGroup).foreach {
      case (cell, code) =>
        assert(double(cell).isNaN, s"for \"$cell\"")
        assert(numbers.code(utf8(cell)) === code, s"for \"$cell\"")
    }
    assert(parser(".,").code(utf8("1,234")) === Ambiguous)
  }

  test("what cannot be declared is refused with what is allowed") {
    def refusal(compile: => NumberParser): String = intercept[IllegalArgumentException](compile).getMessage
    assert(refusal(parser("")) === "no decimal mark was given; allowed are . and ,")
    assert(refusal(parser(";")) === "the decimal mark \";\" is not known; allowed are . and ,")
    assert(
      refusal(parser(".", Seq("_"))) === "the group mark \"_\" is not known; allowed are space, ., \",\" and '"
    )
    assert(
      refusal(parser(".,", Seq("."))) === "\".\" is declared as decimal mark and as group mark; where several " +
        "decimal marks are declared, they group without being declared"
    )
    assert(
      refusal(parser(".", allow = Set("roman", "percent"))) === "\"roman\" is nothing that numbers can be allowed; " +
        "allowed are parentheses, trailing_minus, percent, exponent, currency, multiples, indian"
    )
    assert(
      refusal(
        parser(".", currencies = Seq("EUR"))
      ) === "currencies are listed, but \"currency\" is not among what is allowed"
    )
    assert(
      refusal(parser(".", allow = Set("currency"), currencies = Seq("euro"))) ===
        "the currency \"euro\" is not a code of three capital letters, such as EUR"
    )
    assert(refusal(parser(".", precision = 19)) === "the precision 19 is not possible; allowed are 1 to 18")
    assert(refusal(parser(".", precision = 0)) === "the precision 0 is not possible; allowed are 1 to 18")
    assert(
      refusal(parser(".", precision = 4, scale = 5)) ===
        "the scale 5 is not possible; allowed are 0 to the precision, which is 4"
    )
    assert(
      refusal(parser(".", scale = -1)) === "the scale -1 is not possible; allowed are 0 to the precision, which is 18"
    )
  }

  /** Decimals of up to 18 digits, two of them behind the mark. */
  private val amounts: Gen[JBigDecimal] = for {
    digits <- Gen.choose(1, 18)
    unscaled <- Gen.choose(-BigInt(10).pow(digits).toLong + 1, BigInt(10).pow(digits).toLong - 1)
  } yield JBigDecimal.valueOf(unscaled, 2)

  private def written(amount: JBigDecimal, group: String, decimal: String, size: Int): String = {
    val (whole, fraction) = amount.abs.toPlainString.splitAt(amount.abs.toPlainString.length - 3)
    val (front, last) = whole.splitAt(whole.length - 3)
    val groups = front.reverse.grouped(size).map(_.reverse).toSeq.reverse
    val sign = if (amount.signum < 0) "-" else ""
    s"$sign${(groups :+ last).mkString(group)}$decimal${fraction.drop(1)}"
  }

  test("property: what is written in the way of a country is read back") {
    val countries = Seq(
      ("\u202f", ",", 3, parser(",", Seq("space"))), // France
      (",", ".", 3, parser(".", Seq(","))), // Britain
      (".", ",", 3, parser(",", Seq("."))), // Germany
      ("\u2019", ".", 3, parser(".", Seq("'"))), // Switzerland
      (",", ".", 2, parser(".", Seq(","), Set("indian"))), // India
      (",", ".", 3, parser(".,")),
      (".", ",", 3, parser(".,"))
    )
    forAll(amounts) { amount =>
      countries.foreach { case (group, decimal, size, parser) =>
        val cell = written(amount, group, decimal, size)
        assert(parser.parse(utf8(cell)) === amount.unscaledValue.longValue, s"for $cell")
      }
    }
  }

  /** Plain decimals in text, mostly short, some with many more digits than a Long holds. */
  private val plain: Gen[String] = for {
    sign <- Gen.oneOf("", "-", "+")
    whole <- Gen.choose(1, 20).flatMap(Gen.listOfN(_, Gen.numChar))
    fraction <- Gen.frequency(3 -> Gen.choose(0, 6), 1 -> Gen.choose(0, 40)).flatMap(Gen.listOfN(_, Gen.numChar))
  } yield sign + whole.mkString + (if (fraction.isEmpty) "" else fraction.mkString(".", "", ""))

  test("property: plain decimals are rounded as java.math.BigDecimal rounds them") {
    val parsers = for (precision <- Seq(6, 18); scale <- Seq(0, 2, 6)) yield (precision, scale)
    val compiled = parsers.map { case (p, s) => (p, s, parser(".", precision = p, scale = s)) }
    forAll(plain) { text =>
      compiled.foreach { case (precision, scale, parser) =>
        val exact = new JBigDecimal(text).setScale(scale, RoundingMode.HALF_UP)
        val expected = if (exact.precision > precision) Overflow else exact.unscaledValue.longValue
        assert(parser.parse(utf8(text)) === expected, s"for $text as decimal($precision, $scale)")
      }
    }
  }

  /** What digits and marks alone say, by the rule for marks that may be either; none where they are no number. */
  private def said(cell: String, decimals: String): Option[JBigDecimal] =
    cell match {
      case Number(whole, null, _) if whole.nonEmpty                                 => Some(new JBigDecimal(whole))
      case Number(whole, mark, fraction) if mark != null && decimals.contains(mark) =>
        val mayGroup = decimals.length > 1 && fraction.length == 3 && whole.matches("[1-9][0-9]{0,2}")
        Option.unless(mayGroup)(new JBigDecimal(s"0$whole.$fraction"))
      case _ => None
    }

  private def checkSaid(cell: String): Unit =
    byDecimals.foreach { case (decimals, parser) =>
      val expected = said(cell, decimals)
      val bytes = s"91$cell,5".getBytes("UTF-8") // neighbours that would be read as digits and marks
      val length = cell.getBytes("UTF-8").length
      val found = parser.parse(bytes, Platform.BYTE_ARRAY_OFFSET + 2L, length)
      val double = parser.parseDouble(bytes, Platform.BYTE_ARRAY_OFFSET + 2L, length)
      expected.fold {
        assert(!NumberParser.isNumber(found), s"for $cell by $decimals")
        assert(double.isNaN, s"for $cell by $decimals")
      } { number =>
        assert(found === number.setScale(2, RoundingMode.HALF_UP).unscaledValue.longValue, s"for $cell by $decimals")
        assert(double === number.doubleValue, s"for $cell by $decimals")
      }
    }

  private val Number = "([0-9]*)(?:([.,])([0-9]+))?".r
  private val byDecimals = Seq(".", ",", ".,").map(decimals => decimals -> parser(decimals))

  test("every short cell of digits, marks and the characters next to them") {
    val characters = "079.,/:\u00e9".map(_.toString)
    val cells = Iterator.iterate(Seq(""))(_.flatMap(cell => characters.map(cell + _))).take(6).flatten
    cells.foreach(checkSaid)
  }

  test("property: digits with a mark at any place, across the length that is read as a word") {
    val cells = for {
      digits <- Gen.choose(1, 11).flatMap(Gen.listOfN(_, Gen.numChar)).map(_.mkString)
      mark <- Gen.oneOf("", ".", ",", ";", "\u0001", "\u00ff")
      place <- Gen.choose(0, digits.length)
    } yield digits.take(place) + mark + digits.drop(place)
    forAll(cells)(checkSaid(_))
  }

  test("property: doubles are those of java.lang.Double, bit for bit") {
    val numbers = parser(".", allow = Set("exponent"))
    val exponents = Gen.frequency(2 -> Gen.const(""), 1 -> Gen.choose(-340, 340).map(e => s"e$e"))
    forAll(plain, exponents) { (text, exponent) =>
      val expected = java.lang.Double.parseDouble(text + exponent)
      val bits = java.lang.Double.doubleToRawLongBits(numbers.parseDouble(utf8(text + exponent)))
      if (expected.isInfinite) assert(numbers.code(utf8(text + exponent)) === Overflow)
      else assert(bits === java.lang.Double.doubleToRawLongBits(expected + 0.0), s"for $text$exponent") // -0.0 is 0.0
    }
  }

  test("property: any bytes are read or refused, never thrown at") {
    val numbers = Seq(
      parser(".,", Seq("space", "'"), everything + "indian"),
      parser(",", Seq("space", ".", "'"), everything),
      parser(".")
    )
    val telling = "0123456789.,' +-()%€$£kMdeEUR".getBytes("UTF-8") ++
      Array(0xc2, 0xa0, 0xa3, 0xe2, 0x80, 0xaf, 0x99, 0x88, 0x92, 0xb0, 0x82).map(_.toByte)
    val bytes = Gen.listOf(Gen.frequency(9 -> Gen.oneOf(telling.toSeq), 1 -> Gen.choose(Byte.MinValue, Byte.MaxValue)))
    forAll(bytes) { bytes =>
      val cell = UTF8String.fromBytes(bytes.toArray)
      numbers.foreach { parser =>
        val result = parser.parse(cell)
        assert(NumberParser.isNumber(result) || result <= Blank)
        assert(parser.parseDouble(cell).isNaN === (parser.code(cell) != 0))
      }
    }
  }

  test("no byte outside the cell is read") {
    val text = "12€34 1\u202f234-9"
    val bytes = text.getBytes("UTF-8")
    val numbers = parser(",", Seq("space"), everything)
    for (start <- bytes.indices; end <- start to bytes.length) {
      val slice = bytes.slice(start, end)
      val inside = UTF8String.fromBytes(bytes, start, end - start)
      assert(numbers.parse(inside) === numbers.parse(UTF8String.fromBytes(slice)), s"bytes $start to $end of $text")
    }
  }

  test("where nothing may be rounded, digits that are lost and not zero are too many") {
    val exact = NumberParser.compile(Seq("."), Nil, Set("exponent", "percent"), Nil, 18, 1, exact = true)
    check(exact)(
      "12.7" -> 127,
      "12.70" -> 127,
      "12.70000000000000000000000000" -> 127,
      "12.75" -> NumberParser.TooPrecise,
      "-0.01" -> NumberParser.TooPrecise,
      "12.70000000000000000000000001" -> NumberParser.TooPrecise,
      "1e-30" -> NumberParser.TooPrecise,
      "0e-30" -> 0,
      "10 %" -> 1,
      "1 %" -> NumberParser.TooPrecise,
      "12345678901234567890.5" -> Overflow
    )
    assert(exact.parseDouble(utf8("12.75")) == 12.75)
  }

  test("exact or rounded, a number that needs no rounding is the same") {
    val exact = NumberParser.compile(Seq("."), Nil, Set.empty, Nil, 18, 2, exact = true)
    val rounding = parser(".")
    forAll(Gen.choose(-99999999L, 99999999L), Gen.choose(0, 6)) { (unscaled, scale) =>
      val number = new JBigDecimal(java.math.BigInteger.valueOf(unscaled), scale)
      val fits = number.stripTrailingZeros.scale <= 2
      val expected = if (fits) rounding.parse(utf8(number.toPlainString)) else NumberParser.TooPrecise
      assert(exact.parse(utf8(number.toPlainString)) == expected, number)
    }
  }
}
