package peleus.thetis.run

import java.net.URI
import java.nio.file.{Files, Path => JPath}

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions._

import peleus.SparkSuite
import peleus.delivery.{Chunk, Member, Sequence}
import peleus.thetis.CheckedRow

/** Each stage is sabotaged in turn, and the identity that must break does. */
class SabotageSuite extends SparkSuite with Trips {

  private def broken(
      sequence: Sequence => Sequence = identity,
      seen: Sequence => Sequence = identity,
      checked: DataFrame => DataFrame = identity,
      wrote: JPath => Unit = _ => ()
  ): Set[String] = {
    val run = new CheckRun(spark, contract, Seq(delivered()), None) {
      override protected def sequenced(scratch: Path): Sequence = sequence(super.sequenced(scratch))
      override protected def rows(told: Sequence): DataFrame = checked(super.rows(seen(told)))
      override protected def write(rows: DataFrame, folder: Path): Unit = {
        super.write(rows, folder)
        wrote(JPath.of(folder.toUri))
      }
    }
    val to = into()
    val names = intercept[IdentitiesBroken](run.run(to)).broken.map(_.name).toSet
    assert(!Files.exists(JPath.of(URI.create(to.path.toString))))
    names
  }

  private def first(change: Member => Member)(sequence: Sequence): Sequence =
    Sequence(change(sequence.members.head) +: sequence.members.tail)

  private def chunks(change: Seq[Chunk] => Seq[Chunk]): Sequence => Sequence =
    first(member => member.copy(chunks = change(member.chunks)))

  private val isClean = col(CheckedRow.Route) === CheckedRow.Clean

  test("a row is dropped") {
    assert(broken(checked = _.where(col(CheckedRow.Line).isNull || col(CheckedRow.Line) =!= 2)) == Set("records"))
  }

  test("a row is counted twice") {
    assert(broken(checked = frame => frame.union(frame.where(col(CheckedRow.Line) === 2))) == Set("records"))
  }

  test("a chunk is lost") {
    assert(broken(seen = chunks(_ => Nil)) == Set("chunks", "text", "lines", "blank_lines", "records"))
    assert(broken(sequence = chunks(_ => Nil)) == Set("lines", "blank_lines", "records"))
  }

  test("a chunk is checked twice") {
    val found = broken(seen = chunks(all => all ++ all))
    assert(found == Set("chunks_again", "text", "lines", "blank_lines", "records"))
  }

  test("a line is skipped") {
    val skipped = chunks(_.map(chunk => chunk.copy(from = chunk.from + text.linesIterator.drop(1).next().length + 1)))
    val found = broken(seen = skipped)
    assert(Set("text", "lines", "records").subsetOf(found))
  }

  test("the sequencer forgets a record, a line, or bytes of the file") {
    assert(broken(sequence = first(m => m.copy(records = m.records - 1))) == Set("records"))
    assert(broken(sequence = first(m => m.copy(lines = m.lines.copy(physical = m.lines.physical - 1)))) == Set("lines"))
    assert(broken(sequence = first(m => m.copy(read = m.read - 1))) == Set("bytes"))
  }

  test("a file of the delivery is lost") {
    assert(broken(sequence = told => Sequence(told.members.tail)) == Set("bytes"))
  }

  test("chunks are cut with a gap or an overlap between them") {
    val late = (m: Member) => m.copy(head = m.head + 1)
    assert(broken(sequence = first(late)) == Set("gaps"))
    val short = (m: Member) => m.copy(bytes = m.bytes + 1)
    assert(broken(sequence = first(short)) == Set("gaps"))
  }

  private def parts(folder: JPath): Seq[JPath] =
    Using.resource(Files.list(folder))(_.iterator.asScala.filter(_.toString.endsWith(".parquet")).toSeq)

  test("a file of a route is lost after it was written, or is there twice") {
    def again(file: JPath): Unit = Files.copy(file, file.resolveSibling("again.parquet"))
    for (route <- Seq(CheckedRow.Clean, CheckedRow.Rejects); sabotage <- Seq[JPath => Unit](Files.delete, again)) {
      val found = broken(wrote = folder => parts(folder.resolve(route)).foreach(sabotage))
      assert(Set("records", s"written_$route").subsetOf(found))
    }
  }

  test("a reject loses its reasons, or one of them") {
    def without(rows: DataFrame, line: Int, reasons: org.apache.spark.sql.Column) = rows.withColumn(
      CheckedRow.Reasons,
      when(col(CheckedRow.Line) === line, reasons).otherwise(col(CheckedRow.Reasons))
    )
    val none = broken(checked = without(_, 6, lit(null)))
    assert(none == Set("reasons", "rule_day.type"))
    val one = broken(checked = without(_, 12, slice(col(CheckedRow.Reasons), 2, 9)))
    assert(one == Set("rule_km.maximum"))
  }

  test("a flag or a change gets lost on the way to the table") {
    assert(broken(checked = _.withColumn(CheckedRow.Flags, lit(null).cast("array<string>"))) == Set("rule_km.maximum"))
    val type0 = "array<struct<column:string,rule:string,before:string,after:string>>"
    assert(broken(checked = _.withColumn(CheckedRow.Changes, lit(null).cast(type0))) == Set("rule_km.type"))
  }

  test("a failing row passes as clean") {
    val rejected = col(CheckedRow.Route) === CheckedRow.Rejects && col(CheckedRow.Line) === 10
    val found =
      broken(checked =
        _.withColumn(CheckedRow.Route, when(rejected, CheckedRow.Clean).otherwise(col(CheckedRow.Route)))
      )
    assert(found == Set("clean_id.missing", "rule_id.missing"))
  }

  test("a value below its minimum is among the clean") {
    val low =
      (rows: DataFrame) => rows.withColumn("id", when(isClean && col(CheckedRow.Line) === 2, 0L).otherwise(col("id")))
    assert(broken(checked = low) == Set("clean_id.minimum"))
  }
}
