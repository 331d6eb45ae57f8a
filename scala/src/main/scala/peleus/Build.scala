package peleus

import java.util.Properties

/** What this jar was built from; Maven fills in the values. */
object Build {
  private val properties: Properties = {
    val loaded = new Properties
    val in = getClass.getResourceAsStream("/peleus-build.properties")
    try loaded.load(in)
    finally in.close()
    loaded
  }

  /** Version of Peleus, the same for jar and wheel: `0.1.0`. */
  val version: String = properties.getProperty("version")

  /** Scala version that compiled the jar. */
  val scala: String = properties.getProperty("scala")

  /** Spark version that the jar was compiled against: the oldest that it runs on. */
  val spark: String = properties.getProperty("spark.compile")
}
