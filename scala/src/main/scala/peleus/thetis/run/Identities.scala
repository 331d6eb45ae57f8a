package peleus.thetis.run

import java.lang.{Double => JDouble}

import org.apache.parquet.column.statistics.Statistics
import org.apache.spark.sql.types.DecimalType

import peleus.contract.{ActionName, Bound, Contract, Failure, Field}
import peleus.delivery.{Member, Sequence}
import peleus.thetis.CheckedRow
import peleus.transformations.Names

/** Two counts of one thing by different code. When they differ, the engine has lost or doubled something.
  *
  * @param counted
  *   by whoever came first: the file system, the sequencer, the checker
  * @param found
  *   by whoever came after
  */
private[peleus] final case class Identity(name: String, says: String, counted: Long, found: Long) {
  def holds: Boolean = counted == found

  override def toString: String = s"$name: $says: $counted, but $found"
}

/** What must be true of every run, whatever was delivered. The left side is the sequencer's or the checker's count of
  * the raw file, the right side comes from the files written.
  */
private[peleus] object Identities {

  /** The identities of a run.
    *
    * @param delivered
    *   bytes of all files, as the file system tells
    */
  def apply(contract: Contract, delivered: Long, sequence: Sequence, written: Written): Seq[Identity] =
    read(delivered, sequence) +: (passed(sequence, written) ++ routed(sequence, written) ++
      explained(contract, written) ++ kept(contract, written))

  private def read(delivered: Long, sequence: Sequence): Identity =
    Identity("bytes", "bytes of the delivered files = bytes read", delivered, sequence.members.map(_.read).sum)

  /** What the sequencer cut is what the checker saw, chunk by chunk, so that no two errors make up for each other. */
  private def passed(sequence: Sequence, written: Written): Seq[Identity] = {
    val cut = for {
      (member, file) <- sequence.members.zipWithIndex
      chunk <- member.chunks
    } yield CheckedChunk(file.toLong, chunk.from, chunk.to - chunk.from, chunk.lines, chunk.blank, chunk.records)
    val seen = written.metrics.chunks
    val heads = sequence.members.map(member => member.lines.preamble + member.lines.header).sum
    Seq(
      Identity(
        "chunks",
        "chunks cut = chunks checked: each once, with the same lines and records",
        cut.size.toLong,
        (seen intersect cut).size.toLong
      ),
      Identity("chunks_again", "chunks checked that were not cut so", 0, (seen diff cut).size.toLong),
      Identity("gaps", "places where chunks do not touch or do not cover the text", 0, sequence.members.map(gaps).sum),
      Identity("text", "bytes of the chunks = bytes checked", cut.map(_.bytes).sum, seen.map(_.bytes).sum),
      Identity(
        "lines",
        "physical lines = preamble + header + blank lines + lines of records",
        sequence.members.map(_.lines.physical).sum,
        heads + seen.map(_.lines).sum
      ),
      Identity(
        "blank_lines",
        "blank lines cut = blank lines checked",
        sequence.members.map(_.lines.blank).sum,
        seen.map(_.blank).sum
      )
    )
  }

  private def gaps(member: Member): Long = {
    val chunks = member.chunks
    val inside = chunks.zip(chunks.drop(1)).count { case (one, next) =>
      one.to != next.from || one.line + one.lines != next.line || one.offset >= next.offset
    }
    val first = chunks.headOption.count(_.offset != member.head)
    val last = chunks.lastOption.count(chunk => chunk.path == member.path && chunk.to != member.bytes)
    (inside + first + last).toLong
  }

  /** Every record is in one route. */
  private def routed(sequence: Sequence, written: Written): Seq[Identity] = {
    val routes = Seq(CheckedRow.Clean, CheckedRow.Rejects, CheckedRow.Dropped)
    Identity(
      "records",
      "records = clean + rejected + dropped",
      sequence.members.map(_.records).sum,
      routes.map(written.rows).sum
    ) +: routes.map { route =>
      Identity(
        s"written_$route",
        s"rows written to $route = rows in its files",
        written.metrics("written", route),
        written.rows(route)
      )
    }
  }

  /** Every failure that was counted shows in a row, and every rejected row shows one. */
  private def explained(contract: Contract, written: Written): Seq[Identity] = {
    val cells = written.metrics.below("failures").filterNot { case (name, _) => isCountedOnly(contract, name) }
    val records = written.metrics.below("records_failed")
    val rows = contract.rowRules.zipWithIndex.collect {
      case (rule, i) if contract.action(rule).action != ActionName.Warn =>
        rule.name -> written.metrics.bits.lift(i).getOrElse(0L)
    }
    val counted = cells ++ records ++ rows
    val found = written.recounts.collect {
      case (name, recount) if !isCountedOnly(contract, name.toString) => name.toString -> recount.failures
    }
    val names = (counted.filter(_._2 > 0).keySet ++ found.keySet).toSeq.sorted
    Identity("reasons", "rejected and dropped rows without a reason", 0, written.unexplained) +: names.map { name =>
      Identity(
        s"rule_$name",
        s"failures of $name = failures found in rejects, flags and changes",
        counted.getOrElse(name, 0L),
        found.getOrElse(name, 0L)
      )
    }
  }

  /** Failures that are only counted leave no trace in a clean row. */
  private def isCountedOnly(contract: Contract, name: String): Boolean = {
    val ofCells = name.split("\\.", 2) match {
      case Array(column, kind) =>
        for (field <- contract.fields.get(column); failure <- Failure.all.find(Names.snakeOf(_) == kind))
          yield contract.action(field, failure).action
      case _ => contract.rowRules.find(_.name == name).map(contract.action(_).action)
    }
    ofCells.contains(ActionName.Warn)
  }

  /** No clean row has a cell that should not be there: by the footers, which know nothing of the checker. */
  private def kept(contract: Contract, written: Written): Seq[Identity] =
    contract.fields.toSeq.flatMap { case (name, field) =>
      def leaves(failure: Failure): Boolean = !stays(contract, field, failure)
      val clean = written.footers(CheckedRow.Clean)
      val groups = clean.statistics(name)
      def outside(lowest: Boolean, isOutside: BigDecimal => Boolean): Long =
        groups.count(group => extreme(field, group, lowest).exists(isOutside)).toLong
      def identity(failure: Failure, what: String, wrong: Long): Identity =
        Identity(s"clean_$name.${Names.snakeOf(failure)}", s"$name of clean rows: $what", 0, wrong)
      val missing = Option.when(field.required && leaves(Failure.Missing)) {
        identity(Failure.Missing, "missing values", written.cleanNulls(name))
      }
      val low = field.minimum.filter(_ => leaves(Failure.Minimum)).map { bound =>
        identity(
          Failure.Minimum,
          s"row groups below $bound",
          outside(lowest = true, value => Bound.read(field.`type`, bound).exists(value < _))
        )
      }
      val high = field.maximum.filter(_ => leaves(Failure.Maximum)).map { bound =>
        identity(
          Failure.Maximum,
          s"row groups above $bound",
          outside(lowest = false, value => Bound.read(field.`type`, bound).exists(value > _))
        )
      }
      missing.toSeq ++ low ++ high
    }

  private def stays(contract: Contract, field: Field, failure: Failure): Boolean =
    Set[ActionName](ActionName.KeepFlag, ActionName.Warn).contains(contract.action(field, failure).action)

  /** The lowest or highest value of a row group; none where it has no value, or where Parquet keeps none. */
  private def extreme(field: Field, of: Statistics[_], lowest: Boolean): Option[BigDecimal] =
    Option.when(of.hasNonNullValue)(if (lowest) of.genericGetMin else of.genericGetMax).map {
      case double: JDouble => Bound.exact(double)
      case whole           => BigDecimal(whole.toString) * BigDecimal(1, scale(field))
    }

  private def scale(field: Field): Int = field.`type`.dataType match {
    case decimal: DecimalType => decimal.scale
    case _                    => 0
  }
}

/** An identity that does not hold: the run is not to be trusted, and nothing of it is kept. */
private[peleus] final case class IdentitiesBroken(broken: Seq[Identity])
    extends RuntimeException(
      broken.mkString("the run does not add up; this is a defect of Peleus, please report it:\n  ", "\n  ", "")
    )
