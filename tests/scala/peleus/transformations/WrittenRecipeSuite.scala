package peleus.transformations

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.transformations.sample.Samples.catalogue

class WrittenRecipeSuite extends AnyFunSuite {
  private val lookup = "  - add_lookup: {table: city, key: id, columns: {label: city}}\n"

  private def read(steps: String, name: String = "r"): WrittenRecipe =
    WrittenRecipe.read(s"recipe: $name\nsteps:\n$steps", "r.yaml", catalogue)

  test("the tables that it names, each once") {
    assert(
      read(lookup + "  - keep_first\n" + lookup.replace("city,", "region,") + lookup).tables(catalogue) == Seq(
        "city",
        "region"
      )
    )
    assert(read("  - keep_first\n").tables(catalogue) == Nil)
  }

  test("its fingerprint stays when it is written otherwise, and changes with what it does") {
    val one = read(lookup).fingerprint
    assert(one.matches("[0-9a-f]{64}"))
    assert(
      read(
        "  # where they live\n  - add_lookup:\n      key: id\n      table: city\n      columns: {label: city}\n"
      ).fingerprint == one
    )
    val others = Seq(
      read(lookup.replace("id", "no")),
      read(lookup, "s"),
      read(lookup + lookup),
      read(lookup).copy(sources = Seq("x"))
    )
    assert((one +: others.map(_.fingerprint)).distinct.size == 5)
  }

  test("a step in Python is refused") {
    assert(
      intercept[Refused](read("  - steps.shout: {}\n")).getMessage
        .contains("r.yaml:3:5: steps[0]: 'steps.shout' is a step in Python")
    )
  }
}
