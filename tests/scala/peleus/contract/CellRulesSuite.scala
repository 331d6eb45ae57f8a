package peleus.contract

import org.scalatest.funsuite.AnyFunSuite

class CellRulesSuite extends AnyFunSuite {
  import Failure._

  private def failures(field: Field, text: String): Seq[Failure] = CellRules(field, Seq("NA")).failures(text)

  test("bounds are inside, and compare as the type does") {
    val integer = Field(FieldType("integer"), minimum = Some("-5"), maximum = Some("10"))
    assert(Seq("-5", "10", "9").forall(failures(integer, _).isEmpty))
    assert(failures(integer, "-6") == Seq(Minimum) && failures(integer, "11") == Seq(Maximum))
    val decimal = Field(FieldType("decimal(4,2)"), maximum = Some("1.5"), decimalChar = Seq(","))
    assert(failures(decimal, "1,50").isEmpty && failures(decimal, "1,51") == Seq(Maximum))
    val number = Field(FieldType("number"), minimum = Some("0.1"))
    assert(failures(number, "0.1").isEmpty && failures(number, "0.09999999999999999") == Seq(Minimum))
    val date = Field(FieldType("date"), formats = Seq("dd/MM/yyyy"), minimum = Some("2024-01-31"))
    assert(failures(date, "31/01/2024").isEmpty && failures(date, "30/12/2023") == Seq(Minimum))
  }

  test("a missing text fails that alone, and one that cannot be read its type alone") {
    val field = Field(FieldType("integer"), minimum = Some("5"), `enum` = Seq("6"))
    assert(failures(field, " na ") == Seq(Missing) && failures(field, "") == Seq(Missing))
    assert(failures(field, "x") == Seq(Type))
    assert(failures(field, "4") == Seq(Minimum, Enum))
    assert(failures(field.copy(missingValues = Some(Nil)), "NA") == Seq(Type))
  }

  test("texts are trimmed, counted in characters, and matched as a whole") {
    val field = Field(minLength = Some(2), maxLength = Some(2), pattern = Some("[^a]+"))
    assert(failures(field, " \ud83d\ude00b ").isEmpty)
    assert(failures(field, "b") == Seq(MinLength) && failures(field, "bab") == Seq(MaxLength, Pattern))
  }

  test("a number with more decimals than its type is not rounded: nobody asked for that change") {
    assert(failures(Field(FieldType("integer")), "12.7") == Seq(Type))
    assert(failures(Field(FieldType("integer")), "12.0").isEmpty)
    assert(failures(Field(FieldType("decimal(8,1)")), "1.25") == Seq(Type))
    assert(failures(Field(FieldType("decimal(8,1)")), "1.20").isEmpty)
    assert(failures(Field(FieldType("number")), "1.25").isEmpty)
  }
}
