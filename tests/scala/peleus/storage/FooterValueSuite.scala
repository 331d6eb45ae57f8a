package peleus.storage

import java.math.BigInteger

import org.apache.parquet.io.api.Binary
import org.apache.spark.sql.types._
import org.scalatest.funsuite.AnyFunSuite

class FooterValueSuite extends AnyFunSuite {

  test("values as people read them") {
    assert(FooterValue.text(-7, IntegerType) == "-7")
    assert(FooterValue.text(19723, DateType) == "2024-01-01")
    assert(FooterValue.text(1704067199123456L, TimestampType) == "2023-12-31T23:59:59.123456Z")
    assert(FooterValue.text(1704067200000000L, TimestampNTZType) == "2024-01-01T00:00")
    assert(FooterValue.text(true, BooleanType) == "true")
    assert(FooterValue.text(Binary.fromString("Zoë"), StringType) == "Zoë")
  }

  test("decimals have all their digits, whichever way the file holds them") {
    assert(FooterValue.text(-250, DecimalType(9, 2)) == "-2.50")
    assert(FooterValue.text(250L, DecimalType(18, 2)) == "2.50")
    val unscaled = Binary.fromConstantByteArray(new BigInteger("-12345678901234567890123").toByteArray)
    assert(FooterValue.text(unscaled, DecimalType(38, 3)) == "-12345678901234567890.123")
  }

  test("doubles without an exponent where there is room") {
    assert(FooterValue.text(2500000.0, DoubleType) == "2500000")
    assert(FooterValue.text(0.1, DoubleType) == "0.1")
    assert(FooterValue.text(1e300, DoubleType) == "1.0E300")
  }

  test("long texts are cut") {
    assert(FooterValue.text(Binary.fromString("é" * 41), StringType) == "é" * 39 + "…")
    assert(FooterValue.text(Binary.fromString("é" * 40), StringType) == "é" * 40)
  }
}
