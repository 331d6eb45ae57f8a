package peleus.thetis.source

import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.contract.{Contract, ContractFile}
import peleus.delivery.{Sequence, SequenceJson}
import peleus.document.Json

/** A delivery as a table of checked records. */
object Checked {

  /** One row a record, and one of metrics a chunk, with the columns of [[peleus.thetis.Plan.schema]]. Nothing is read
    * before the frame is.
    *
    * @param run
    *   number of the run, where rows are to tell it, and their delivery
    * @throws peleus.Refused
    *   when the contract has words, bounds or defaults that do not fit its fields
    */
  def frame(spark: SparkSession, contract: Contract, sequence: Sequence, run: Option[Int] = None): DataFrame =
    spark.read
      .format(ThetisSource.Name)
      .option(Delivered.ContractJson, ContractFile.json(contract))
      .option(Delivered.SequenceJson, Json.write(SequenceJson.write(sequence)))
      .options(run.map(Delivered.Run -> _.toString).toMap)
      .load()
}
