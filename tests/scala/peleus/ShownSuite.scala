package peleus

import java.util.Locale

import org.scalatest.funsuite.AnyFunSuite

class ShownSuite extends AnyFunSuite {

  test("a machine that speaks another language makes no difference") {
    val before = Locale.getDefault
    Locale.setDefault(Locale.forLanguageTag("tr"))
    try {
      assert(String.format("%,d", 28244L) == "28.244") // what it guards against
      assert(Shown.count(28244) == "28,244")
      assert(Shown.percent(3, 200) == "1.50 %")
    } finally Locale.setDefault(before)
  }

  test("one has no s") {
    assert(Seq(0L, 1L, 2L, 1000L).map(Shown.count(_, "row")) == Seq("0 rows", "1 row", "2 rows", "1,000 rows"))
  }

  test("a share of nothing is nothing") {
    assert(Shown.percent(0, 0) == "0.00 %")
  }
}
