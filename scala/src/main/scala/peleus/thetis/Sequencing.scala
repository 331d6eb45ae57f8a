package peleus.thetis

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession
import org.apache.spark.util.SerializableConfiguration

import peleus.contract.{Contract, Header}
import peleus.delivery._

/** Sequences the files of a delivery, one task a file. */
private[peleus] object Sequencing {

  /** Reads every file once.
    *
    * @param scratch
    *   where the text of files is kept that Spark cannot read in place
    * @throws DeliveryFailed
    *   with the problems of all files
    */
  def apply(spark: SparkSession, contract: Contract, files: Seq[Path], scratch: Path): Sequence = {
    val configuration = new SerializableConfiguration(spark.sparkContext.hadoopConfiguration)
    val (layout, known, folder) = (layoutOf(contract), Header.scorer(contract), scratch.toString)
    val found = spark.sparkContext.parallelize(files.map(_.toString).sorted, files.size).map { file =>
      // Not thrown: Spark would try the task again, and a file does not get better by that.
      try
        Right(
          new Sequencer(layout, known, new Path(folder), configuration.value)
            .members(new Path(file))
        )
      catch { case DeliveryFailed(problems) => Left(problems) }
    }
    val (failed, read) = found.collect().toSeq.partitionMap(identity)
    val members = read.flatten
    val problems = failed.flatten ++ members.flatMap(headerProblems(contract, _))
    if (problems.nonEmpty) throw DeliveryFailed(problems)
    Sequence(members)
  }

  /** For each member and each field of the contract the cell of the header that holds it, -1 where none does. */
  def positions(contract: Contract, sequence: Sequence): Seq[Seq[Int]] = sequence.members.map { member =>
    Header.positions(contract, member.labels).fold(wrong => throw new IllegalStateException(wrong.mkString), identity)
  }

  private def layoutOf(contract: Contract): Layout = {
    val dialect = contract.delivery.dialect
    Layout(
      contract.delivery.encoding,
      dialect.delimiter.map(_.head),
      dialect.quoteChar.map(_.head),
      dialect.preambleRows,
      dialect.maxRecordLines
    )
  }

  private def headerProblems(contract: Contract, member: Member): Seq[FileProblem] =
    Header.positions(contract, member.labels).left.toSeq.flatten.map(FileProblem(member.name, "header", _))
}
