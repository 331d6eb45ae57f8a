package peleus.publishing

import java.nio.file.{Files, Path}

import org.apache.spark.sql.SparkSession

import peleus.jobs.Check
import peleus.testing.SparkSettings

/** A process that checks deliveries, one after the other, as the command line does, with the embedded catalog: those of
  * one store, then those of the next. After a step of the last one it stops and waits to be killed. Where it is to come
  * to its end, it writes down what readers see.
  */
object KilledCheck {
  val Tables: Seq[String] = Seq("", "_rejects", "_dropped", "_metrics")

  /** Instead of a step. */
  val ToItsEnd = "-"

  /** The file for the rows of a table after a delivery. */
  def rowsOf(store: Path, delivery: String, table: String): Path =
    store.resolveSibling(s"${store.getFileName}-$delivery$table.rows")

  /** What is said when a step is done, and nothing more will be. */
  def reached(step: String): String = s"REACHED $step"

  /** What is delivered to a store, in order; as an argument. */
  def job(store: Path, deliveries: Seq[String]): String = (store.toString +: deliveries).mkString(",")

  /** @param arguments
    *   folder of the project, with `contract.yaml`; the step; a job for each store
    */
  def main(arguments: Array[String]): Unit = {
    val Array(project, step, jobs @ _*) = arguments: @unchecked
    jobs.map(_.split(',').toSeq).foreach { job =>
      deliver(Path.of(project), step, Path.of(job.head), job.tail)
    }
  }

  /** By a session of its own, as each store has its own catalog. */
  private def deliver(project: Path, step: String, store: Path, deliveries: Seq[String]): Unit = {
    val command =
      Check(project.resolve("contract.yaml").toString, "", "trips.checked", store = Some(store.toString))
    val settings = SparkSettings.forTests ++ command.settings ++ Map(
      "spark.master" -> "local[1]",
      "spark.sql.warehouse.dir" -> project.resolve("warehouse").toUri.toString
    )
    val spark = SparkSession.builder().config(settings).getOrCreate()
    deliveries.foreach { delivery =>
      val watch: String => Unit = done => if (delivery == deliveries.last && done == step) wait(step) else ()
      println(command.copy(delivery = project.resolve(delivery).toString).run(spark, watch).text)
      if (step == ToItsEnd)
        Tables.foreach(table => Files.writeString(rowsOf(store, delivery, table), rows(spark, table)))
    }
    spark.stop()
  }

  private def wait(step: String): Unit = {
    println(reached(step))
    Thread.sleep(Long.MaxValue)
  }

  /** As anybody reads them who has the catalog, and nothing of Peleus. Which run made them, and its task, may differ.
    */
  private def rows(spark: SparkSession, table: String): String = {
    val found =
      if (table == "_metrics") spark.table(s"trips.checked$table").select("_date")
      else spark.table(s"trips.checked$table").drop("_run")
    found.toJSON.collect().sorted.mkString("", "\n", "\n")
  }
}
