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
    def read(file: String): Either[Seq[FileProblem], Seq[Member]] =
      // Not thrown: Spark would try the task again, and a file does not get better by that.
      try Right(new Sequencer(layout, known, new Path(folder), configuration.value).members(new Path(file)))
      catch { case DeliveryFailed(problems) => Left(problems) }
    val names = files.map(_.toString).sorted
    // A job costs as much as reading a megabyte or two: for one file there is nothing to share out.
    val found =
      if (names.size == 1) names.map(read)
      else spark.sparkContext.parallelize(names, names.size).map(read).collect().toSeq
    val (failed, sequenced) = found.partitionMap(identity)
    val members = sequenced.flatten
    val problems = failed.flatten ++ members.flatMap(headerProblems(contract, _)) ++ duplicates(members)
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

  /** A text that was delivered twice, whatever it is called and packed in: its rows would be there twice. */
  private def duplicates(members: Seq[Member]): Seq[FileProblem] = for {
    (member, i) <- members.zipWithIndex
    first <- members.take(i).find(_.sha256 == member.sha256)
  } yield FileProblem(member.name, "duplicate", s"holds the same text as ${first.name}")

  private def headerProblems(contract: Contract, member: Member): Seq[FileProblem] =
    Header.positions(contract, member.labels).left.toSeq.flatten.map(FileProblem(member.name, "header", _))
}
