package peleus.thetis.source

import org.apache.spark.sql.{DataFrame, SparkSession}

import peleus.contract.Contract
import peleus.delivery.Sequence
import peleus.thetis.{Plan, Sequencing}

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
      .option(
        ThetisSource.CheckOption,
        Check(Plan(contract), sequence, Sequencing.positions(contract, sequence)).asOption
      )
      .load()
}
