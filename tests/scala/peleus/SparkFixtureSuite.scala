package peleus

class SparkFixtureSuite extends SparkSuite {
  test("the session for tests is strict") {
    assert(spark.conf.get("spark.sql.ansi.enabled") == "true")
    assert(spark.conf.get("spark.sql.codegen.fallback") == "false")
    assert(spark.range(3).count() == 3)
  }
}
