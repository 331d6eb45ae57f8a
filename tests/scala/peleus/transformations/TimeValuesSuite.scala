package peleus.transformations

import java.time.{DateTimeException, LocalDate}

import org.apache.spark.sql.types.StructType
import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Yaml}
import peleus.transformations.sample.Samples.refused

class TimeValuesSuite extends AnyFunSuite {
  private val age = Catalogue.default("age")

  test("a moment is a date or a column, in Scala by text or by type") {
    assert(("2024-12-31": AsOf) == AsOf.Day(LocalDate.of(2024, 12, 31)))
    assert((LocalDate.of(2024, 12, 31): AsOf) == ("2024-12-31": AsOf))
    assert(("seen on": AsOf) == AsOf.Column("seen on"))
    assert((In("2024-1-1"): AsOf) == ("2024-1-1": AsOf))
    intercept[DateTimeException](AsOf.of("2023-02-29"))
    intercept[IllegalArgumentException](AsOf.Column("2024-12-31"))
    intercept[IllegalArgumentException](AsOf.of(""))
  }

  test("a moment survives JSON and YAML, as a day and as a column") {
    for (asOf <- Seq[AsOf]("2024-12-31", "0099-01-01", "seen", "it's: \"odd\"")) {
      val step = Age("birth", asOf)
      val params = Catalogue.default.encode(step)
      assert(new Decoder().transformation(age, Json.read(Json.write(params))) == step)
      assert(new Decoder().transformation(age, Yaml.read(Yaml.write(params), "f.yaml")) == step)
    }
  }

  test("the column of a moment is looked up where the schema is known") {
    val checker = new Checker(schema = Some(StructType.fromDDL("birth date, seen date")))
    def check(asOf: String) = checker(age, Yaml.read(s"{column: birth, as_of: $asOf}", "f.yaml"))
    assert(
      refused(check("sene")) ==
        Seq("f.yaml:1:24: age.as_of: there is no column 'sene', did you mean 'seen'? (allowed: birth, seen)")
    )
    assert(refused(check("2023-02-29")).head.startsWith("f.yaml:1:24: age.as_of: refuses the text '2023-02-29': "))
    check("SEEN"): Unit
    check("2024-12-31"): Unit
  }

  test("lengths of time are whole weeks, days, hours and minutes") {
    assert(Seq("2w", "14d", "336h", "20160m").map(Span(_).micros).distinct == Seq(14L * 86400 * 1000000))
    assert(Span("999999w").micros > 0)
    for (bad <- Seq("", "d", "7", "0d", "-1d", "1.5d", "7D", "7 d", "1s", "07d", "1000000d", "٣d"))
      withClue(bad)(intercept[IllegalArgumentException](Span(bad)))
  }

  test("a zone is one that Java knows") {
    assert(Zone("Europe/Paris").id == "Europe/Paris")
    intercept[DateTimeException](Zone("Paris"))
  }
}
