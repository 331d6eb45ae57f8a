package peleus

import org.scalatest.funsuite.AnyFunSuite

class BuildSuite extends AnyFunSuite {
  test("Maven fills in every value") {
    assert(Build.version.matches("""\d+\.\d+\.\d+"""))
    assert(Build.scala.startsWith("2.13."))
    assert(Build.spark.startsWith("4."))
  }

  test("the suites run on the Spark that the build names") {
    assert(org.apache.spark.SPARK_VERSION == System.getProperty("peleus.test.spark"))
  }
}
