package peleus

import org.scalatest.funsuite.AnyFunSuite

class ShownSuite extends AnyFunSuite {

  test("the suites run in a language that writes numbers otherwise, and it makes no difference") {
    assert(String.format("%,d", 28244L) == "28.244")
    assert(Shown.count(28244) == "28,244")
    assert(Shown.percent(3, 200) == "1.50 %")
  }

  test("one has no s") {
    assert(Seq(0L, 1L, 2L, 1000L).map(Shown.count(_, "row")) == Seq("0 rows", "1 row", "2 rows", "1,000 rows"))
  }

  test("a share of nothing is nothing") {
    assert(Shown.percent(0, 0) == "0.00 %")
  }
}
