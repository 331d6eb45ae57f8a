package peleus.testing

import scala.jdk.CollectionConverters._

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.apache.spark.sql.DataFrame

import peleus.SparkSuite

/** Runs `comparison/cases.json`, the one list of cases for Scala, Python and Connect. */
class ComparisonCasesSuite extends SparkSuite with FrameAssertions {
  private val mapper = new ObjectMapper
  private val cases = mapper.readTree(getClass.getResource("/comparison/cases.json")).asScala.toSeq

  test("the list of cases is complete") {
    assert(cases.size >= 90)
    assert(cases.map(_.get("name").asText).distinct.size == cases.size)
  }

  for (one <- cases) test(one.get("name").asText) {
    val actual = spark.sql(one.get("actual").asText)
    val expected = spark.sql(one.get("expected").asText)
    val tolerance = (one.path("atol").asDouble, one.path("rtol").asDouble)
    val equal = one.get("equal").asBoolean
    val there = compareFrames(actual, expected, tolerance._1, tolerance._2)
    val back = compareFrames(expected, actual, tolerance._1, tolerance._2)
    assert(there.equal == equal, there.text)
    assert(back.equal == equal, back.text)
    says(one).foreach(part => assert(there.text.contains(part)))
    assert(lazily(actual, expected, tolerance) == there.json)
  }

  private def says(one: JsonNode): Seq[String] =
    Option(one.get("says")).fold(Seq.empty[String])(_.asScala.map(_.asText).toSeq)

  private def lazily(actual: DataFrame, expected: DataFrame, tolerance: (Double, Double)): String =
    LazyComparison.lazyCompare(actual, expected, tolerance._1, tolerance._2).collect().head.getString(0)
}
