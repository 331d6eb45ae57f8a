package peleus.thetis.run

import org.scalatest.funsuite.AnyFunSuite

import peleus.delivery.{DeliveryFailed, FileProblem}

class SaysSuite extends AnyFunSuite {

  test("the outcome is one sentence, whatever the numbers") {
    assert(Says.of(26990, 14, 0) == "26,990 of 27,004 records are clean, 14 are rejected")
    assert(Says.of(5, 5, 1) == "5 of 11 records are clean, 5 are rejected and 1 is dropped")
    assert(Says.of(1, 0, 2) == "1 of 3 records is clean, 2 are dropped")
    assert(Says.of(0, 2, 0) == "none of 2 records is clean, 2 are rejected")
    assert(Says.of(3, 0, 0) == "all 3 records are clean")
    assert(Says.of(1, 0, 0) == "the only record is clean")
    assert(Says.of(0, 0, 1) == "the only record is dropped")
    assert(Says.of(0, 0, 0) == "there is no record")
  }

  test("a delivery that cannot be read says how many of its files have which problem") {
    def says(problems: (String, String)*) =
      Says(DeliveryFailed(problems.map { case (file, code) => FileProblem(file, code, "…") }))
    assert(says("a" -> "truncated") == "the delivery cannot be read: 1 file is truncated")
    assert(
      says("a" -> "empty", "b" -> "header", "c" -> "empty", "b" -> "header") ==
        "the delivery cannot be read: 2 files are empty, 1 file has a header that does not fit"
    )
    assert(says("a" -> "a new one") == "the delivery cannot be read: 1 file cannot be used")
  }
}
