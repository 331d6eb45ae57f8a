package peleus.jobs

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._

import peleus.testing.FrameAssertions._
import peleus.transformations.PointInTime
import peleus.{Refused, SparkSuite}

class PrepareSuite extends SparkSuite {
  private val folder = Files.createTempDirectory("prepare")
  private lazy val source = {
    val path = folder.resolve("people").toString
    spark.sql("SELECT * FROM VALUES ('31/12/1980', 1), ('x', 2) AS t(birth, id)").write.parquet(path)
    path
  }

  private def recipe(steps: String): String =
    Files.writeString(Files.createTempFile(folder, "recipe", ".yaml"), s"recipe: people\nsteps:\n$steps").toString

  private val good = "  - parse_date: {column: birth, formats: [dd/MM/yyyy]}\n"

  test("applies the recipe and writes the folder") {
    val into = folder.resolve("prepared").toString
    assert(Prepare(recipe(good), source, into).run(spark) == Outcome(ExitCode.Done, s"2 rows, 2 columns -> $into"))
    val expected = spark.sql("SELECT * FROM VALUES (DATE'1980-12-31', 1), (NULL, 2) AS t(birth, id)")
    assertFrameEqual(spark.read.parquet(into), expected)
  }

  test("reads a table by its name") {
    spark.read.parquet(source).createOrReplaceTempView("people_to_prepare")
    val into = folder.resolve("from_table").toString
    assert(Prepare(recipe(good), "people_to_prepare", into).run(spark).text.startsWith("2 rows"))
  }

  test("does not overwrite") {
    val into = Files.createDirectory(folder.resolve("taken"))
    refused(Prepare(recipe(good), source, into.toString), "into: ", "exists; give a folder that does not, or remove it")
  }

  test("what is not there is named") {
    refused(Prepare("nowhere.yaml", source, free()), "there is no file nowhere.yaml")
    refused(Prepare(recipe(good), "/nowhere/people", free()), "source: cannot read '/nowhere/people'")
    refused(Prepare(recipe(good), "no_such_table", free()), "source: cannot read 'no_such_table'")
  }

  test("a recipe that does not fit is refused before a row is read, with its place") {
    val wrong = recipe("  - parse_date: {column: brith, formats: [dd/MM/yyyy]}\n")
    refused(Prepare(wrong, source, free()), s"$wrong:3:26: ", "there is no column 'brith', did you mean 'birth'?")
  }

  test("own Python steps, and steps that learn, are refused") {
    refused(Prepare(recipe("  - steps.flag: {}\n"), source, free()), "'steps.flag'", "Python's command `peleus`")
    val learning = recipe(good + "  - fill_missing: {columns: [id]}\n")
    refused(
      Prepare(learning, source, free()),
      s"$learning:4:19: steps[1].fill_missing: learns from rows",
      "such a step stands in the recipe that model.yaml names"
    )
    val constant = recipe("  - fill_missing: {columns: [id], strategy: constant, value: '7'}\n")
    assert(Prepare(constant, source, free()).run(spark).exitCode == ExitCode.Done)
  }

  test("what is written tells the moments that its columns were computed from") {
    val steps = good + """  - age: {column: birth, as_of: 2024-12-31, output: age}
                         |  - sql_expression: {expression: age > 17, output: adult}
                         |""".stripMargin
    val into = free()
    assert(Prepare(recipe(steps), source, into).run(spark).exitCode == ExitCode.Done)
    val moment = Seq("2024-12-31")
    assert(PointInTime.marks(spark.read.parquet(into)) == Map("age" -> moment, "adult" -> moment))
  }

  test("a job that fails leaves nothing behind") {
    val into = folder.resolve("failed").toString
    val failing = recipe("  - parse_date: {column: birth, formats: [dd/MM/yyyy], on_invalid: fail}\n")
    val failure = intercept[Exception](Prepare(failing, source, into).run(spark))
    assert(failure.getMessage.contains("'x' cannot be read: no_format"))
    assert(listing.filter(_.contains("failed")) == Nil)
  }

  private var made = 0
  private def free(): String = { made += 1; folder.resolve(s"free$made").toString }

  private def listing: Seq[String] = {
    val files = Files.list(folder)
    try files.iterator.asScala.map((file: Path) => file.getFileName.toString).toSeq
    finally files.close()
  }

  private def refused(command: Prepare, parts: String*): Unit = {
    val before = listing
    val message = intercept[Refused](command.run(spark)).getMessage
    parts.foreach(part => assert(message.contains(part)))
    assert(listing.toSet == before.toSet)
  }
}
