package peleus.publishing

import org.apache.spark.sql.functions.col
import org.apache.spark.sql.types.MetadataBuilder

import peleus.SparkSuite
import peleus.document.Node.{Fields, Items, Null, Number, Text, fields}
import peleus.document.{Json, Node}
import peleus.testing.FrameAssertions.assertFrameEqual

class DerivationSuite extends SparkSuite {
  private val table = "claims.features"

  private def amounts(values: String*) = spark.sql(s"SELECT * FROM VALUES ${values.mkString(", ")} AS t(id, amount)")

  private def text(report: Fields, keys: String*): String =
    keys.foldLeft[Node](report)((node, key) => node.asInstanceOf[Fields].get(key).get) match {
      case Text(value) => value
      case other       => Json.write(other)
    }

  test("rows are published with the number of their run, and listed") {
    val made = new DerivedStore(spark)
    val report = made.fill(table, "2024-05", amounts("(1, 2.50)", "(2, NULL)"))
    assert(text(report, "verdict") == "published")
    assert(text(report, "says") == "2 rows, 3 columns")
    assert(text(report, "run", "decision") == "new")
    val expected = spark.sql("SELECT * FROM VALUES (1, 2.50, 1), (2, NULL, 1) AS t(id, amount, _run)")
    assertFrameEqual(made.shown(table, "2024-05"), expected)
    val listed = made.tables.partitions(TableName.read(table))
    assert(listed.map(each => (each.date, each.run, each.rows)) == Seq(("2024-05", 1, 2L)))
  }

  test("the report tells what the columns hold") {
    val made = new DerivedStore(spark)
    val report = made.fill(table, "2024-05", amounts("(1, 2.50)", "(2, NULL)", "(-7, 12.00)"))
    val columns = report.get("columns").get
    val expected = fields(
      "id" -> column("int", 0, "-7", "2"),
      "amount" -> column("decimal(4,2)", 1, "2.50", "12.00")
    )
    assert(columns == expected)
  }

  private def column(of: String, nulls: Int, minimum: String, maximum: String): Node = fields(
    "type" -> Text(of),
    "nulls" -> Number(nulls),
    "minimum" -> Text(minimum),
    "maximum" -> Text(maximum)
  )

  test("of a masked column the report tells no value") {
    val made = new DerivedStore(spark)
    val mask = new MetadataBuilder().putBoolean("peleus.masked", true).build()
    val rows = amounts("(1, 2.50)").select(col("id").as("id", mask), col("amount"))
    val report = made.fill(table, "2024-05", rows)
    val hidden = fields("type" -> Text("int"), "nulls" -> Number(0), "minimum" -> Null(), "maximum" -> Null())
    assert(report.get("columns").get.asInstanceOf[Fields].get("id").contains(hidden))
    assert(made.shown(table, "2024-05").schema("id").metadata.getBoolean("peleus.masked"))
  }

  test("what was made from the same and by the same is unchanged") {
    val made = new DerivedStore(spark)
    assert(made.derivation(table, "2024-05", "a").unchanged.isEmpty)
    made.fill(table, "2024-05", amounts("(1, 2.50)"), "a")
    assert(made.derivation(table, "2024-05", "a").unchanged.contains(1))
    assert(made.derivation(table, "2024-06", "a").unchanged.isEmpty)
    assert(made.derivation(table, "2024-05", "b").unchanged.isEmpty)
    assert(made.derivation(table, "2024-05", "a", Items(Seq(Text("more")))).unchanged.isEmpty)
  }

  test("made again it is a duplicate, and nothing is written") {
    val made = new DerivedStore(spark)
    made.fill(table, "2024-05", amounts("(1, 2.50)"))
    val again = made.fill(table, "2024-05", amounts("(9, 9.99)"))
    assert(text(again, "verdict") == "duplicate")
    assert(again.get("because").contains(Node.texts(Seq("is made from the same and by the same as run 1"))))
    assertFrameEqual(made.shown(table, "2024-05").drop("_run"), amounts("(1, 2.50)"))
  }

  test("made by another, or from other rows, it takes the place of what was there") {
    val made = new DerivedStore(spark)
    made.fill(table, "2024-05", amounts("(1, 2.50)"), "a")
    val report = made.fill(table, "2024-05", amounts("(9, 9.99)"), "b")
    assert((text(report, "run", "decision"), text(report, "run", "corrects")) == (("corrected", "1")))
    assertFrameEqual(made.shown(table, "2024-05").drop("_run"), amounts("(9, 9.99)"))
    val back = made.fill(table, "2024-05", amounts("(1, 2.50)"), "a")
    assert((text(back, "verdict"), text(back, "run", "corrects")) == (("published", "3")))
    assertFrameEqual(made.shown(table, "2024-05").drop("_run"), amounts("(1, 2.50)"))
  }

  test("rows that are gone from their folder are made again") {
    val made = new DerivedStore(spark)
    made.fill(table, "2024-05", amounts("(1, 2.50)"))
    val folder = made.store.runFolder(TableName.read(table), "2024-05", 1)
    folder.getFileSystem(made.store.configuration).delete(folder, true)
    assert(made.derivation(table, "2024-05", "hand").unchanged.isEmpty)
    assert(text(made.fill(table, "2024-05", amounts("(1, 2.50)")), "verdict") == "published")
  }

  test("rows that cannot be computed leave nothing, and what was published") {
    val made = new DerivedStore(spark)
    made.fill(table, "2024-05", amounts("(1, 2.50)"))
    val failing = spark.sql("SELECT CAST(id AS INT) AS id, CAST(1 / (id - 5) AS DECIMAL(4, 2)) AS amount FROM range(9)")
    intercept[Exception](made.fill(table, "2024-05", failing, "b"))
    assertFrameEqual(made.shown(table, "2024-05").drop("_run"), amounts("(1, 2.50)"))
  }

  test("what a table keeps of the rows: not the date, and nothing about the row that they came from") {
    val rows =
      spark.sql("SELECT 1 AS id, '2024-05' AS _date, 7 AS _run, array('x') AS _changes, 'd' AS _delivery, 3 AS _line")
    assert(Derivation.stored(rows).columns.toSeq == Seq("id", "_delivery", "_line"))
  }
}
