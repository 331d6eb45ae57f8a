package peleus

import org.apache.spark.sql.SparkSession
import org.scalatest.funsuite.AnyFunSuite

import peleus.testing.SparkSettings

/** A suite with a local session, one for the whole run: starting it costs more than most suites. */
trait SparkSuite extends AnyFunSuite {
  protected lazy val spark: SparkSession = SparkSuite.session
}

object SparkSuite {
  private lazy val session: SparkSession =
    SparkSettings.forTests
      .foldLeft(SparkSession.builder()) { case (b, (key, value)) => b.config(key, value) }
      .getOrCreate()
}
