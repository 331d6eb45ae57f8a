package peleus.publishing

import peleus.document.Json
import peleus.testing.FrameAssertions.assertFrameEqual
import peleus.transformations.Span
import peleus.{Refused, SparkSuite}

class InputsSuite extends SparkSuite {
  private lazy val store = {
    val made = new DerivedStore(spark)
    for (month <- Seq("2024-01", "2024-02", "2024-03", "2024-04")) {
      made.fill("claims.checked", month, spark.sql(s"SELECT '$month' AS month"))
      made.fill("rates.checked", s"$month-01", spark.sql(s"SELECT '$month' AS rate"))
    }
    for (year <- Seq("2022", "2023", "2024")) made.fill("agents.checked", year, spark.sql(s"SELECT $year AS year"))
    made
  }

  private def inputs(date: String, history: Option[Span] = None, latest: Set[String] = Set.empty): Inputs =
    new Inputs(store.tables, TableName.read("claims.checked"), date, history, latest.map(TableName.read(_)))

  private def dates(partitions: Seq[PublishedFile.Partition]): Seq[String] = partitions.map(_.date)

  private def refused(work: => Any): String = intercept[Refused](work).getMessage

  test("of the source the date is read, and with a history every date that it touches") {
    assert(dates(inputs("2024-03").ofSource) == Seq("2024-03"))
    assert(dates(inputs("2024-03", Some("7d")).ofSource) == Seq("2024-02", "2024-03"))
    assert(dates(inputs("2024-03", Some("1h")).ofSource) == Seq("2024-02", "2024-03"))
    assert(dates(inputs("2024-03", Some("30d")).ofSource) == Seq("2024-01", "2024-02", "2024-03"))
    assert(dates(inputs("2024-01", Some("7d")).ofSource) == Seq("2024-01"))
  }

  test("the rows say of which date they are") {
    val expected = spark.sql("SELECT * FROM VALUES ('2024-02', '2024-02'), ('2024-03', '2024-03') AS t(month, _date)")
    assertFrameEqual(inputs("2024-03", Some("7d")).rows.select("month", "_date"), expected)
  }

  test("of other tables what touches the same time") {
    assert(dates(inputs("2024-03").of(TableName.read("rates.checked"))) == Seq("2024-03-01"))
    assert(dates(inputs("2024-03", Some("31d")).of(TableName.read("rates.checked"))) == Seq("2024-02-01", "2024-03-01"))
    assert(dates(inputs("2024-01", Some("7d")).of(TableName.read("agents.checked"))) == Seq("2023", "2024"))
  }

  test("of a table that tells how things are the latest, and nothing that begins later") {
    val agents = TableName.read("agents.checked")
    assert(dates(inputs("2024-01", Some("7d"), Set("agents.checked")).of(agents)) == Seq("2024"))
    assert(
      dates(inputs("2024-03", None, Set("rates.checked")).of(TableName.read("rates.checked"))) == Seq("2024-03-01")
    )
  }

  test("a table is opened by the name that the recipe has for it; what is not published is somebody else's") {
    assertFrameEqual(inputs("2024-03").table("rates.checked").get.select("rate"), spark.sql("SELECT '2024-03' AS rate"))
    assert(inputs("2024-03").table("nobody.knows").isEmpty)
    assert(inputs("2024-03").table("a view").isEmpty)
  }

  test("what is told to be read is what is read, whatever is published meanwhile") {
    val made = new DerivedStore(spark)
    made.fill("claims.checked", "2024-01", spark.sql("SELECT 'first' AS text"))
    val inputs = new Inputs(made.tables, TableName.read("claims.checked"), "2024-01", None, Set.empty)
    val told = Json.write(inputs.all(Nil))
    made.fill("claims.checked", "2024-01", spark.sql("SELECT 'second' AS text"), "b")
    assertFrameEqual(inputs.rows.select("text"), spark.sql("SELECT 'first' AS text"))
    assert(Json.write(inputs.all(Nil)) == told)
  }

  test("everything that is read is told, each table once") {
    val told =
      Json.write(inputs("2024-03", Some("7d")).all(Seq("rates.checked", "v", "rates.checked", "claims.checked")))
    val expected = Seq(
      """{"table":"claims.checked","date":"2024-02","run":3,"rows":1}""",
      """{"table":"claims.checked","date":"2024-03","run":5,"rows":1}""",
      """{"table":"rates.checked","date":"2024-03-01","run":5,"rows":1}"""
    )
    assert(told.replace(" ", "") == expected.mkString("[", ",", "]"))
  }

  test("what is not there is refused, with what is") {
    assert(refused(inputs("2024-05").ofSource).contains("claims.checked shows nothing of 2024-05"))
    assert(refused(inputs("March")) == "date: wants a date such as 2024-12-31, 2024-12 or 2024, got 'March'")
    val early =
      new Inputs(store.tables, TableName.read("agents.checked"), "2022", None, Set(TableName.read("rates.checked")))
    assert(
      refused(early.of(TableName.read("rates.checked"))) ==
        "source: rates.checked shows nothing up to 2022-12-31; it shows 2024-01-01, 2024-02-01, 2024-03-01, 2024-04-01"
    )
    val other = new Inputs(store.tables, TableName.read("agents.checked"), "2022", None, Set.empty)
    assert(refused(other.of(TableName.read("rates.checked"))).contains("nothing between 2022-01-01 and 2022-12-31"))
    val nowhere = new Inputs(store.tables, TableName.read("claims.lost"), "2024", None, Set.empty)
    assert(refused(nowhere.ofSource) == "source: claims.lost shows nothing of 2024; nothing is published of it")
  }
}
