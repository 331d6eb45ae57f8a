package peleus.jobs

import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.storage.TextFile
import peleus.transformations._

@doc("Applies a recipe to a table and writes what comes out.")
@since("0.1")
final case class Prepare(
    @doc("file of the recipe") recipe: String,
    @doc("rows that come in: a folder of Parquet files, or the name of a table") source: String,
    @doc("folder of Parquet files that is made; it must not exist") into: String
) extends Command {

  override def run(spark: SparkSession): Outcome = {
    Tables.requireNew(spark, into)
    val rows = Tables.open(spark, source)
    val steps = Recipe.read(TextFile.read(spark, recipe), recipe)
    steps.requireFitted()
    steps.check(spark, rows.schema).left.foreach(problems => throw Refused(problems))
    Outcome(ExitCode.Done, Tables.write(rows.transform(steps), into))
  }
}
