package peleus.thetis.run

import peleus.document.Node._
import peleus.document.{Json, Node}
import peleus.thetis.Examples

/** What the tasks counted on the way: sums over the rows of the route metrics.
  *
  * @param chunks
  *   those that were checked; one that was checked twice stands twice
  * @param counts
  *   sums by path, such as `lines`, `failures.amount.type`, `written.clean`
  * @param bits
  *   rows that failed each row rule
  * @param examples
  *   the first records that failed, by rule: `amount.type`, `width`
  */
private[peleus] final case class Metrics(
    chunks: Seq[CheckedChunk],
    counts: Map[String, Long],
    bits: Seq[Long],
    examples: Map[String, Seq[Example]]
) {
  def apply(path: String*): Long = counts.getOrElse(path.mkString("."), 0L)

  /** Counts below a path, by the rest of it. */
  def below(path: String): Map[String, Long] =
    counts.collect { case (key, n) if key.startsWith(s"$path.") => key.drop(path.length + 1) -> n }
}

/** A chunk as the checker saw it: position of its member, first byte, and what it held. */
private[peleus] final case class CheckedChunk(
    file: Long,
    from: Long,
    bytes: Long,
    lines: Long,
    blank: Long,
    records: Long
)

/** A record that failed a rule.
  *
  * @param file
  *   position of its member
  * @param line
  *   its first
  * @param value
  *   the cell as it was written, cut where it is long; none where it is masked, or where the rule is about no cell
  */
private[peleus] final case class Example(file: Long, line: Long, value: Option[String])

private[peleus] object Metrics {

  def read(rows: Seq[String]): Metrics = {
    val nodes = rows.map(Json.read(_)).collect { case fields: Fields => fields }
    val (written, checked) = nodes.partition(_.get("written").isDefined)
    Metrics(
      checked.map(row =>
        CheckedChunk(
          long(row, "file"),
          long(row, "from"),
          long(row, "bytes"),
          long(row, "lines"),
          long(row, "blank"),
          long(row, "records")
        )
      ),
      (checked.flatMap(numbers(_)) ++ written.flatMap(numbers(_))).groupMapReduce(_._1)(_._2)(_ + _),
      written.map(bits).foldLeft(Seq.empty[Long])((sum, more) => sum.zipAll(more, 0L, 0L).map { case (a, b) => a + b }),
      first(checked.flatMap(examples))
    )
  }

  /** Every number in a mapping, by its path. */
  private def numbers(fields: Fields, path: String = ""): Seq[(String, Long)] = fields.entries.flatMap {
    case (Text(key), Number(n))     => Seq(s"$path$key" -> n.toLong)
    case (Text(key), inner: Fields) => numbers(inner, s"$path$key.")
    case _                          => Nil
  }

  private def long(row: Fields, key: String): Long = row.get(key) match {
    case Some(Number(n)) => n.toLong
    case other           => throw new IllegalStateException(s"metrics have no number '$key' but $other")
  }

  private def bits(row: Fields): Seq[Long] = row.get("bits").toSeq.flatMap {
    case Items(values) => values.collect { case Number(n) => n.toLong }
    case other: Node   => throw new IllegalStateException(s"$other is no list of counts")
  }

  private def examples(row: Fields): Seq[(String, Example)] = row.get("examples") match {
    case Some(Fields(entries)) =>
      entries.collect { case (Text(rule), Items(found)) =>
        found.collect { case record: Fields => rule -> example(long(row, "file"), record) }
      }.flatten
    case other => throw new IllegalStateException(s"metrics have no examples but $other")
  }

  private def example(file: Long, record: Fields): Example =
    Example(file, long(record, "line"), record.get("value").collect { case Text(value) => value })

  /** Of what all chunks kept, as many as each of them did: the same however the text was cut into chunks. */
  private def first(found: Seq[(String, Example)]): Map[String, Seq[Example]] =
    found.groupMap(_._1)(_._2).map { case (rule, all) =>
      rule -> all.sortBy(example => (example.file, example.line)).take(Examples.Most)
    }
}
