package peleus.contract

import org.apache.spark.unsafe.types.UTF8String
import org.scalatest.funsuite.AnyFunSuite

import peleus.transformations.Allowance

class FieldReaderSuite extends AnyFunSuite {
  private val amount = Field(FieldType("decimal(8,2)"), decimalChar = Seq(","), groupChar = Seq("space"))

  private def error(field: Field, cell: String): Option[String] =
    Option(FieldReader(field).get.error(UTF8String.fromString(cell))).map(_.toString)

  test("a number is read as the field says, and in no other way") {
    val generous = amount.copy(allow = Seq(Allowance.Parentheses, Allowance.Currency))
    Seq("1 234,50", "-12,00").foreach(cell => assert(error(amount, cell).isEmpty && error(generous, cell).isEmpty))
    Seq("(12,00)", "12,00 EUR", "€ 12,00").foreach { cell =>
      assert(error(amount, cell).isDefined, cell)
      assert(error(generous, cell).isEmpty, cell)
    }
    assert(error(generous, "12 %").isDefined)
  }

  test("a number with more decimals than there is room for is not rounded") {
    assert(error(amount, "1,234").contains("too_precise"))
  }

  test("text needs no reading") {
    assert(FieldReader(Field()).isEmpty)
  }
}
