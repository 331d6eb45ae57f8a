package peleus.contract

import org.apache.spark.sql.types._
import org.scalatest.funsuite.AnyFunSuite

class FieldTypeSuite extends AnyFunSuite {

  test("each word is a type of a column") {
    assert(FieldType("string").dataType == StringType)
    assert(FieldType("integer").dataType == LongType)
    assert(FieldType("number").dataType == DoubleType)
    assert(FieldType("boolean").dataType == BooleanType)
    assert(FieldType("date").dataType == DateType)
    assert(FieldType("decimal(18,18)").dataType == DecimalType(18, 18))
    assert(FieldType("decimal(8,1)").word == "decimal" && FieldType("date").word == "date")
  }

  test("a decimal has one name") {
    assert(FieldType.of("decimal(08, 1)") == FieldType("decimal(8,1)"))
  }

  test("what is no type is refused when it is made") {
    Seq("", "int", "STRING", "decimal", "decimal(0,0)", "decimal(19,0)", "decimal(4,5)", "decimal(8,-1)").foreach {
      name => assertThrows[IllegalArgumentException](FieldType(name))
    }
  }
}
