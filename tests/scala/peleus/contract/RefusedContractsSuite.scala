package peleus.contract

import org.scalatest.funsuite.AnyFunSuite

import peleus.declared.RefusedCases

/** Every case of `contracts/refused.yaml`: the sentences and the places. */
class RefusedContractsSuite extends AnyFunSuite {
  private val cases = RefusedCases.read("/contracts/refused.yaml")

  test("there are cases")(assert(cases.size > 130))

  cases.foreach { one =>
    test(one.title) {
      val text = Contracts.text(
        one.parts.getOrElse("delivery", "files: f.csv"),
        one.parts.getOrElse("fields", "a: string"),
        one.parts.getOrElse("more", "")
      )
      assert(Contracts.refused(text) == one.refused)
    }
  }
}
