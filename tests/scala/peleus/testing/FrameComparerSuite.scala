package peleus.testing

import org.apache.spark.sql.Row
import org.apache.spark.sql.types._
import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

class FrameComparerSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private val schema = StructType.fromDDL(
    "id INT, x DOUBLE, f FLOAT, d DECIMAL(10,2), s STRING, b BINARY, " +
      "a ARRAY<DOUBLE>, m MAP<STRING, DOUBLE>, r STRUCT<p: DOUBLE>"
  )
  private val numbers = StructType.fromDDL("x DOUBLE, y DOUBLE")

  private val double: Gen[Double] = Gen.oneOf(
    Gen.oneOf(Double.NaN, Double.PositiveInfinity, Double.NegativeInfinity, 0.0, -0.0),
    Gen.choose(-3, 3).map(_.toDouble)
  )
  private def orNull[A](gen: Gen[A]): Gen[Any] = Gen.frequency(5 -> gen, 1 -> Gen.const(null))
  private val row: Gen[Row] = for {
    id <- orNull(Gen.choose(0, 3))
    x <- orNull(double)
    f <- orNull(double.map(_.toFloat))
    d <- orNull(Gen.choose(0, 3).map(new java.math.BigDecimal(_).setScale(2)))
    s <- orNull(Gen.oneOf("", "a", "null"))
    b <- orNull(Gen.oneOf("", "a").map(_.getBytes))
    a <- orNull(Gen.choose(0, 2).flatMap(Gen.listOfN(_, orNull(double))))
    m <- orNull(double.map(v => Map("k" -> v)))
    r <- orNull(double.map(Row(_)))
  } yield Row(id, x, f, d, s, b, a, m, r)
  private val rows = Gen.choose(0, 8).flatMap(Gen.listOfN(_, row))
  private val shuffled = for (all <- rows; order <- Gen.pick(all.size, all.indices)) yield (all, order.toList.map(all))
  private val tolerances = Gen.oneOf(0.0, 0.25)

  private def compare(actual: Seq[Row], expected: Seq[Row], schema: StructType, atol: Double = 0, rtol: Double = 0) =
    FrameComparer.compare(schema, actual, schema, expected, atol, rtol)

  test("a frame equals itself in any order, whatever its values") {
    forAll(shuffled, tolerances, minSuccessful(300)) { case ((all, other), atol) =>
      val comparison = compare(all, other, schema, atol)
      assert(comparison.equal, comparison.text)
      assert(comparison.counts.matched == all.size)
    }
  }

  test("one row less is one row only on the other side, and nothing else") {
    forAll(shuffled, tolerances, minSuccessful(300)) { case ((all, other), atol) =>
      whenever(all.nonEmpty) {
        val n = all.size
        assert(compare(all, other.tail, schema, atol).counts == Counts(n, n - 1, n - 1, 0, 1, 0))
        assert(compare(other.tail, all, schema, atol).counts == Counts(n - 1, n, n - 1, 0, 0, 1))
      }
    }
  }

  test("another number of copies is found, and is no changed row") {
    forAll(row, row) { (one, two) =>
      val (a, b) = (Row.fromSeq(1 +: one.toSeq.tail), Row.fromSeq(2 +: two.toSeq.tail))
      assert(compare(Seq(a, a, b), Seq(b, a, b), schema).counts == Counts(3, 3, 2, 0, 1, 1))
    }
  }

  test("a disturbance below the tolerance is equal, above it different, in every order") {
    val points = Gen.nonEmptyListOf(Gen.zip(Gen.choose(-5.0, 5.0), Gen.choose(-5.0, 5.0), Gen.choose(-0.9, 0.9)))
    forAll(points, minSuccessful(200)) { all =>
      val expected = all.map { case (x, y, _) => Row(x, y) }
      val near = all.map { case (x, y, share) => Row(x + 0.1 * share, y - 0.1 * share) }.reverse
      val comparison = compare(near, expected, numbers, 0.1)
      assert(comparison.equal, comparison.text)
      assert(comparison.largestDistance <= 0.1)
      val far = near.head.copy()
      assert(!compare(Row(20.0, far.get(1)) +: near.tail, expected, numbers, 0.1).equal)
    }
  }

  test("relative tolerance is a share of the expected number") {
    assert(compare(Seq(Row(110.0, 0.0)), Seq(Row(100.0, 0.0)), numbers, rtol = 0.1).equal)
    assert(!compare(Seq(Row(111.0, 0.0)), Seq(Row(100.0, 0.0)), numbers, rtol = 0.1).equal)
    assert(compare(Seq(Row(100.0, 0.0)), Seq(Row(111.0, 0.0)), numbers, rtol = 0.1).equal)
  }

  test("rows that taking the first fit would leave over are paired") {
    // the first actual row fits both expected rows, the second one only the row that comes first
    val actual = Seq(Row(0.0, 0.0), Row(0.05, 0.9))
    val expected = Seq(Row(0.0, 0.5), Row(0.05, -0.5))
    val comparison = compare(actual, expected, numbers, 0.5)
    assert(comparison.equal, comparison.text)
  }

  test("days and moments are the same in either class") {
    val timed = StructType.fromDDL("d DATE, t TIMESTAMP")
    val day = java.time.LocalDate.of(2024, 2, 29)
    val moment = java.time.Instant.parse("2024-02-29T12:00:00.123456Z")
    val older = Row(java.sql.Date.valueOf(day), java.sql.Timestamp.from(moment))
    assert(compare(Seq(Row(day, moment)), Seq(older), timed).equal)
  }

  test("a decimal has one value whatever its trailing zeros") {
    val decimal = StructType.fromDDL("d DECIMAL(10,2)")
    val (short, long) = (new java.math.BigDecimal("1"), new java.math.BigDecimal("1.00"))
    assert(compare(Seq(Row(short)), Seq(Row(long)), decimal).equal)
  }

  test("20,000 rows: shuffled, with one column wrong, all different, within tolerance") {
    val table = StructType.fromDDL("id INT, s STRING, x DOUBLE")
    val n = 20000
    val all = (0 until n).map(i => Row(i, s"name ${i % 100}", i / 7.0))
    assert(compare(new scala.util.Random(1).shuffle(all), all, table).equal)
    val wrong = all.map(r => Row(r.get(0), r.get(1), r.getDouble(2) + 1))
    assert(compare(wrong, all.reverse, table).counts == Counts(n, n, 0, n, 0, 0))
    val other = all.map(r => Row(r.getInt(0) + n, "other", -1.0))
    assert(compare(other, all, table).counts == Counts(n, n, 0, 0, n, n))
    val points = all.map(r => Row(r.getDouble(2), (r.getInt(0) % 10).toDouble))
    val moved = points.reverse.map(r => Row(r.getDouble(0) + 0.3, r.getDouble(1) - 0.3))
    assert(compare(moved, points, numbers, 0.31).equal)
    assert(compare(moved.map(r => Row(r.get(0), 20.0)), points, numbers, 0.31).counts.matched == 0)
  }
}
