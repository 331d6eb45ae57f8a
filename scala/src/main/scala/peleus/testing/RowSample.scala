package peleus.testing

import org.apache.spark.sql.types.StructType

/** The rows of one frame as they are compared, and the key of each. */
private[testing] final case class KeyedRows(values: IndexedSeq[IndexedSeq[Any]], keys: IndexedSeq[Key]) {

  /** How often each row occurs. */
  lazy val copies: Map[Key, Int] = keys.groupMapReduce(identity)(_ => 1)(_ + _)
}

/** Describes the rows that found no partner: sorts all of them into changed and unpaired, shows some.
  *
  * @param schema
  *   the columns that the rows have
  */
private[testing] final class RowSample(
    schema: StructType,
    actual: KeyedRows,
    expected: KeyedRows,
    matching: RowMatching,
    tolerance: Tolerance
) {
  private val cells = new Cells(tolerance)
  private val leaves = Leaf.of(schema)
  private val actualRows = changeable(matching.onlyActual, actual, expected)
  private val expectedRows = changeable(matching.onlyExpected, expected, actual)
  private val changes = new ChangedRows(leafKeys(actual, actualRows), leafKeys(expected, expectedRows), cells)
  private val changed = changes.pairs.sorted
  private val onlyActual = matching.onlyActual.diff(changed.map { case (a, _) => actualRows(a) })
  private val onlyExpected = matching.onlyExpected.diff(changed.map { case (_, e) => expectedRows(e) })

  val counts: Counts =
    Counts(actual.keys.size, expected.keys.size, matching.matched, changed.size, onlyActual.size, onlyExpected.size)

  /** At most [[RowSample.MaxRows]] rows, some of each kind. */
  def rows: Seq[RowDifference] = {
    val ownActual = distinct(onlyActual, actual)
    val ownExpected = distinct(onlyExpected, expected)
    val shares = RowSample.share(Seq(changed.size, ownActual.size, ownExpected.size))
    changed.take(shares(0)).map { case (a, e) => describeChanged(a, e) } ++
      ownActual.take(shares(1)).map(i => describeUnpaired("only_in_actual", actual, i)) ++
      ownExpected.take(shares(2)).map(i => describeUnpaired("only_in_expected", expected, i))
  }

  /** Rows that may be another row changed. A row of which the other frame merely has fewer copies is not: it is there.
    */
  private def changeable(rows: IndexedSeq[Int], own: KeyedRows, other: KeyedRows): IndexedSeq[Int] =
    rows.filterNot(i => tolerance.isExact && other.copies.contains(own.keys(i))).take(RowSample.MaxPairedRows)

  private def leafKeys(rows: KeyedRows, chosen: IndexedSeq[Int]): IndexedSeq[IndexedSeq[Key]] =
    chosen.map(i => leaves.map(leaf => cells.key(leaf.value(rows.values(i)))))

  /** One position for each different row; with tolerance every row stands for itself. */
  private def distinct(rows: IndexedSeq[Int], in: KeyedRows): IndexedSeq[Int] =
    if (tolerance.isExact) rows.distinctBy(in.keys) else rows

  private def describeChanged(a: Int, e: Int): RowDifference = {
    val (actualRow, expectedRow) = (actual.values(actualRows(a)), expected.values(expectedRows(e)))
    val between = new CellDifferences(cells)
    val differences = schema.indices.flatMap { i =>
      between(Path.root(schema(i).name), schema(i).dataType, actualRow(i), expectedRow(i))
    }
    val equal = changes.equalCells(a, e)
    val shown = equal.take(RowSample.MaxIdentity).sorted
    RowDifference(
      "changed",
      shown.map(i => cell(leaves(i), actualRow)),
      equal.size - shown.size,
      differences.take(RowSample.MaxDifferences),
      (differences.size - RowSample.MaxDifferences).max(0)
    )
  }

  private def describeUnpaired(kind: String, rows: KeyedRows, i: Int): RowDifference = {
    val (inActual, inExpected) =
      if (tolerance.isExact) (copies(actual, rows.keys(i)), copies(expected, rows.keys(i)))
      else if (rows eq actual) (1, 0)
      else (0, 1)
    val columns = Leaf.columns(schema)
    RowDifference(
      kind,
      columns.take(RowSample.MaxCells).map(cell(_, rows.values(i))),
      (columns.size - RowSample.MaxCells).max(0),
      inActual = inActual,
      inExpected = inExpected
    )
  }

  private def copies(rows: KeyedRows, key: Key): Int = rows.copies.getOrElse(key, 0)

  private def cell(leaf: Leaf, row: IndexedSeq[Any]): Cell = Cell(leaf.path, CellText(leaf.value(row)))
}

private[testing] object RowSample {

  /** Rows in a report. */
  val MaxRows = 20
  private val MaxIdentity = 3
  private val MaxDifferences = 10
  private val MaxCells = 12
  private val MaxPairedRows = 50000

  /** Divides the places of a report among kinds of rows: everyone gets a fair part, what is left over goes round. */
  def share(sizes: Seq[Int]): Seq[Int] = {
    val smallestFirst = sizes.zipWithIndex.sorted
    val (_, shares) = smallestFirst.foldLeft((MaxRows, Map.empty[Int, Int])) { case ((left, done), (size, kind)) =>
      val part = size.min(left / (sizes.size - done.size))
      (left - part, done + (kind -> part))
    }
    sizes.indices.map(shares)
  }
}
