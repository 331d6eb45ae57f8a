package peleus.learning

import org.scalatest.funsuite.AnyFunSuite

import peleus.declared.RefusedCases

/** Every case of `models/refused.yaml`: the sentences and the places. */
class RefusedModelsSuite extends AnyFunSuite {
  private val cases = RefusedCases.read("/models/refused.yaml")

  test("there are cases")(assert(cases.size > 50))

  cases.foreach { one =>
    test(one.title) {
      assert(Models.refused(Models.text(one.parts.toSeq: _*)) == one.refused)
    }
  }
}
