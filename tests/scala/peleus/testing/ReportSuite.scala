package peleus.testing

import org.apache.spark.sql.Row
import org.apache.spark.sql.types.StructType
import org.scalatest.funsuite.AnyFunSuite

class ReportSuite extends AnyFunSuite {
  private def text(ddl: String, actual: Seq[Row], expected: Seq[Row], atol: Double = 0): String = {
    val schema = StructType.fromDDL(ddl)
    FrameComparer.compare(schema, actual, schema, expected, atol, 0).text
  }

  private def price(text: String) = Row(new java.math.BigDecimal(text))

  test("a changed row shows the nested path; the others stand by themselves") {
    val actual = Seq(
      Row(1, "a", Seq(price("1.00"))),
      Row(2, "b", Seq(price("0.99"), price("3.10"))),
      Row(3, "c", null),
      Row(7, "x", Nil)
    )
    val expected = Seq(Row(4, "d", Nil), Row(2, "b", Seq(price("0.99"), price("3.12"))), actual.head, actual.last)
    assert(
      text("id INT, name STRING, items ARRAY<STRUCT<price: DECIMAL(5,2)>>", actual, expected) ==
        """frames differ: 3 of 5 rows (1 only in actual, 1 only in expected, 1 changed)
          |4 rows in actual, 4 in expected
          |
          |changed (actual -> expected)
          |  id=2, name='b'
          |    items[1].price: 3.10 -> 3.12
          |
          |only in actual
          |  id=3, name='c', items=null
          |
          |only in expected
          |  id=4, name='d', items=[]""".stripMargin
    )
  }

  test("equal columns of a wide frame are folded") {
    val wide = (1 to 40).map(i => s"c$i INT").mkString(", ")
    assert(
      text(wide, Seq(Row.fromSeq(1 to 40)), Seq(Row.fromSeq((1 to 39) :+ 0))) ==
        """frames differ: 1 of 1 row (1 changed)
          |1 row in actual, 1 in expected
          |
          |changed (actual -> expected)
          |  c1=1, c2=2, c3=3, … 36 equal columns
          |    c40: 40 -> 0""".stripMargin
    )
  }

  test("cells that identify a row are those that few rows share") {
    val actual = Seq(Row("fr", "open", "new", 1, "k1"), Row("fr", "open", "new", 2, "k2"))
    val expected = actual.map(r => Row.fromSeq(r.toSeq.updated(3, 0)))
    val report = text("country STRING, state STRING, kind STRING, n INT, key STRING", actual, expected)
    assert(report.contains("country='fr', state='open', key='k1', … 1 equal column\n    n: 1 -> 0"))
  }

  test("tolerance is said, with the largest difference that it let pass") {
    assert(
      text("x DOUBLE", Seq(Row(1.0), Row(2.25)), Seq(Row(2.0), Row(1.0)), 0.5) ==
        """frames are equal: 2 rows, 1 column
          |tolerance: atol=0.5, rtol=0.0; largest difference between equal rows: 0.25""".stripMargin
    )
  }

  test("a long list is cut, and no kind of row is crowded out") {
    val lines = text("n INT", (1 to 100).map(Row(_)), (101 to 102).map(Row(_))).linesIterator.toSeq
    assert(lines.head == "frames differ: 102 of 102 rows (100 only in actual, 2 only in expected)")
    assert(lines.count(_.startsWith("  n=")) == 20)
    assert(lines.contains("  … and 82 more"))
    assert(lines.takeRight(2) == Seq("  n=101", "  n=102"))
  }

  test("of long texts the place where they part is shown") {
    val (actual, expected) = (Row(1, "a" * 200 + "b"), Row(1, "a" * 200 + "c"))
    val report = text("n INT, s STRING", Seq(actual), Seq(expected))
    assert(report.endsWith("    s: …aaaaaaaaaaaaaaab' -> …aaaaaaaaaaaaaaac'"))
  }

  test("copies of one row take one line") {
    assert(
      text("n INT", Seq(1, 1, 1, 2).map(Row(_)), Seq(1, 2).map(Row(_))) ==
        """frames differ: 2 of 4 rows (2 only in actual)
          |4 rows in actual, 2 in expected
          |
          |only in actual
          |  n=1 (3 in actual, 1 in expected)""".stripMargin
    )
  }

  test("columns come first; rows are compared on those that agree") {
    val actual = StructType.fromDDL("id INT, note STRING, a INT, b INT")
    val expected = StructType.fromDDL("id BIGINT, b INT, a INT, `a.b` DATE")
    val comparison =
      FrameComparer.compare(actual, Seq(Row(1, "x", 2, 3)), expected, Seq(Row(1L, 4, 2, null)), 0, 0)
    assert(
      comparison.text ==
        """frames differ: 1 column missing, 1 extra column, 1 type different, columns in another order; 1 of 1 row (1 changed)
          |1 row in actual, 1 in expected; rows compared on the 2 columns that agree: b, a
          |
          |columns (actual -> expected)
          |  missing: `a.b` date
          |  extra: note string
          |  type of id: int -> bigint
          |  order: id, a, b -> id, b, a
          |
          |changed (actual -> expected)
          |  a=2
          |    b: 3 -> 4""".stripMargin
    )
  }

  test("frames without a column in common say that their rows were not compared") {
    val (actual, expected) = (StructType.fromDDL("a INT"), StructType.fromDDL("b INT"))
    val comparison = FrameComparer.compare(actual, Seq(Row(1)), expected, Seq(Row(1)), 0, 0)
    assert(comparison.text.contains("rows not compared, as no column has the same name and type on both sides"))
    assert(comparison.counts == Counts(1, 1, 0, 0, 0, 0))
  }
}
