package peleus.kernels

import java.text.Normalizer
import java.time.LocalDate
import java.util.Locale

import org.apache.spark.unsafe.types.UTF8String
import org.scalatest.funsuite.AnyFunSuite

class CalendarNamesSuite extends AnyFunSuite {

  private val frenchMonths = Seq(
    "janvier janv. janv jan. jan",
    "février févr. févr fév. fév fevrier fevr fev",
    "mars mar. mar",
    "avril avr. avr",
    "mai",
    "juin",
    "juillet juil. juil juill. juill",
    "août aoû. aout",
    "septembre sept. sept sep. sep",
    "octobre oct. oct",
    "novembre nov. nov",
    "décembre déc. déc decembre dec. dec"
  )

  private val englishMonths = Seq(
    "January Jan. Jan",
    "February Feb. Feb",
    "March Mar. Mar",
    "April Apr. Apr",
    "May",
    "June Jun. Jun",
    "July Jul. Jul",
    "August Aug. Aug",
    "September Sept. Sept Sep. Sep",
    "October Oct. Oct",
    "November Nov. Nov",
    "December Dec. Dec"
  )

  private val weekdays = Map(
    "fr" -> "lundi lun. mardi mar mercredi mer. jeudi jeu vendredi ven. samedi sam dimanche dim.",
    "en" -> ("Monday Mon Tuesday Tue. Tues Wednesday Wed Weds. Thursday Thu Thur. Thurs Friday Fri. Saturday Sat " +
      "Sunday Sun.")
  )

  private def parse(format: String, language: String, cell: String): Int =
    DateParser.compile(Seq(format), Seq(language), None, None, None).parse(UTF8String.fromString(cell))

  private def writings(name: String): Seq[String] = {
    val bare = Normalizer.normalize(name, Normalizer.Form.NFD).filter(_ < 128)
    val cased = Seq(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), bare)
    cased ++ cased.map(Normalizer.normalize(_, Normalizer.Form.NFD))
  }

  for ((language, months) <- Seq("fr" -> frenchMonths, "en" -> englishMonths))
    test(s"every month in every writing ($language)") {
      for ((line, index) <- months.zipWithIndex; name <- line.split(' '); written <- writings(name)) {
        val expected = LocalDate.of(2024, index + 1, 9).toEpochDay
        assert(parse("d MMM yyyy", language, s"9 $written 2024") == expected, written)
        assert(parse("yyyy d MMMM", language, s"2024 9 $written") == expected, written)
      }
    }

  for ((language, names) <- weekdays)
    test(s"every weekday in every writing ($language)") {
      for (name <- names.split(' '); written <- writings(name))
        assert(parse("EEE dd/MM/yyyy", language, s"$written 14/07/2024") == 19918, written)
    }

  test("letters that are no name, or more than a name") {
    val longer =
      Seq("mayor", "marche", "j", "juille", "septembres", "septembreseptembre", "abcdefghijklmnop", "a" * 300)
    val odd =
      Seq("m\u00e6i", "ma\u00df", "\u0301mai\u0301x", "mai\u0301\u0301x", "m ai", "m\u0430i", "ma\uff49", "ma\u0131")
    for (cell <- longer ++ odd; language <- Seq("fr", "en"))
      assert(parse("d MMM yyyy", language, s"9 $cell 2024") == DateParser.NoFormat, cell)
  }

  test("accents on other letters do no harm") {
    assert(parse("d MMM yyyy", "fr", "9 jänvïér 2024") == LocalDate.of(2024, 1, 9).toEpochDay)
    assert(parse("d MMM yyyy", "fr", "9 mai" + "\u0301" * 20 + " 2024") == LocalDate.of(2024, 5, 9).toEpochDay)
  }
}
