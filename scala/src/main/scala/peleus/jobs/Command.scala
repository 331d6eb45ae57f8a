package peleus.jobs

import org.apache.spark.sql.SparkSession

/** What a command line can ask for: a case class whose parameters are its options, declared as transformations are. */
trait Command extends Product {

  /** Settings that its session must be made with. */
  def settings: Map[String, String] = Map.empty

  /** Does the work.
    *
    * @return
    *   what was done, and the code to end with
    * @throws peleus.Refused
    *   when the recipe, the configuration or an option is not allowed; nothing is written then
    */
  def run(spark: SparkSession): Outcome
}
