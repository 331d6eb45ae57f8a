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
    * @throws peleus.Refused
    *   when the contract has words, bounds or defaults that do not fit its fields
    */
  def frame(spark: SparkSession, contract: Contract, sequence: Sequence): DataFrame =
    spark.read
      .format(ThetisSource.Name)
      .option(Delivered.ContractJson, ContractFile.json(contract))
      .option(Delivered.SequenceJson, Json.write(SequenceJson.write(sequence)))
      .load()
}
