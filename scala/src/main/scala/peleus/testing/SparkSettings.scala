package peleus.testing

/** Settings of a session for tests: small, strict, and the same in every time zone. */
object SparkSettings {

  /** Spark settings by key; hand them to `SparkSession.builder().config(…)`. */
  val forTests: Map[String, String] = Map(
    "spark.master" -> "local[2]",
    "spark.ui.enabled" -> "false",
    "spark.sql.shuffle.partitions" -> "2",
    "spark.sql.session.timeZone" -> "UTC",
    "spark.sql.ansi.enabled" -> "true",
    // a broken code generator would otherwise fall back to the interpreter unseen
    "spark.sql.codegen.fallback" -> "false"
  )
}
