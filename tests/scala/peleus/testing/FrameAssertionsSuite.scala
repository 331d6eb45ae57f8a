package peleus.testing

import org.apache.spark.sql.types.MetadataBuilder

import peleus.SparkSuite

class FrameAssertionsSuite extends SparkSuite {
  import FrameAssertions.assertFrameEqual

  test("the error is an assertion error that carries the comparison") {
    val error = intercept[AssertionError](assertFrameEqual(spark.range(2).toDF(), spark.range(3).toDF()))
    assert(error.getMessage.startsWith("frames differ: 1 of 3 rows (1 only in expected)"))
    assert(error.asInstanceOf[FramesDifferError].comparison.counts == Counts(2, 3, 2, 0, 0, 1))
  }

  for (wrong <- Seq(-1.0, Double.NaN, Double.PositiveInfinity)) test(s"a tolerance of $wrong is refused") {
    val frame = spark.range(1).toDF()
    val atol = intercept[IllegalArgumentException](assertFrameEqual(frame, frame, atol = wrong))
    assert(atol.getMessage == s"atol is $wrong; it must be a finite number that is 0 or greater")
    val rtol = intercept[IllegalArgumentException](LazyComparison.lazyCompare(frame, frame, 0, wrong))
    assert(rtol.getMessage == s"rtol is $wrong; it must be a finite number that is 0 or greater")
  }

  test("a streaming frame is refused by name") {
    val stream = spark.readStream.format("rate").load()
    val error = intercept[IllegalArgumentException](assertFrameEqual(spark.range(1).toDF(), stream))
    assert(error.getMessage.startsWith("expected is a streaming frame"))
  }

  test("frames without columns have rows") {
    val none = spark.range(2).select()
    assertFrameEqual(none, spark.range(5, 7).select())
    assert(
      intercept[AssertionError](assertFrameEqual(none, spark.range(3).select())).getMessage.contains("3 in expected")
    )
  }

  test("metadata does not count") {
    val frame = spark.range(2).toDF("id")
    val marked = frame.select(frame("id").as("id", new MetadataBuilder().putString("comment", "key").build()))
    assert(marked.schema.head.metadata != frame.schema.head.metadata)
    assertFrameEqual(frame, marked)
  }
}
