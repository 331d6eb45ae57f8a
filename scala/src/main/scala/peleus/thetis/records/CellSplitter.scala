package peleus.thetis.records

import peleus.delivery.Utf8
import peleus.kernels.Blanks

/** Cuts the text of a chunk into batches of records and columns of cells.
  *
  * Stretches of simple records are cut by [[CellEnds]], others one by one by [[RecordCutter]].
  *
  * @param columns
  *   the columns whose cells are wanted, by position in the record
  * @param firstLine
  *   number of the chunk's first line
  * @param decodable
  *   whether the text is known to be UTF-8; otherwise each record is looked at
  */
private[thetis] final class CellSplitter(
    grammar: Grammar,
    columns: Seq[Int],
    buffer: ChunkBuffer,
    firstLine: Long,
    decodable: Boolean,
    capacity: Int
) {
  val records = new Records(capacity)
  val cells: IndexedSeq[Cells] = columns.map(new Cells(_, buffer, capacity)).toIndexedSeq

  /** Blank lines so far. */
  var blank = 0L

  private var line = firstLine
  private val text = new CellText(grammar, buffer)
  private val found = new CellEnds(grammar, capacity)
  private val cutter = new RecordCutter(grammar)
  private val firstCells = new Array[Int](capacity) // in a stretch, the entry of the end before the first cell

  /** Physical lines so far. */
  def lines: Long = line - firstLine

  /** Cuts the next batch; all slices of the one before are void then. False at the end of the chunk. */
  def next(): Boolean = {
    records.size = 0
    buffer.clearSide()
    fill()
    while (records.size == 0 && buffer.refill()) fill()
    records.size > 0
  }

  /** Cuts what is in memory, until the batch is full. */
  private def fill(): Unit = {
    var goesOn = buffer.position < buffer.limit
    while (goesOn && records.size < capacity) {
      found.find(buffer.bytes, buffer.position, buffer.limit, capacity - records.size)
      val before = buffer.position
      takeStretch()
      val isStuck = found.stopped || buffer.position == before
      if (isStuck && records.size < capacity) goesOn = takeOne()
      if (buffer.position == buffer.limit) goesOn = false
    }
  }

  /** Takes the simple records that were found, as many as fit. */
  private def takeStretch(): Unit = {
    val first = records.size
    var record = 0
    while (record < found.records && records.size < capacity) {
      val before = found.lineEnds(record)
      val last = found.lineEnds(record + 1)
      firstCells(records.size) = before
      val fault = if (last - before == grammar.width) Fault.None else Fault.Width
      add(found.ends(before) + 1, found.ends(last), last - before, 1, fault)
      record += 1
    }
    if (record > 0) {
      buffer.position = found.ends(found.lineEnds(record)) + 1
      var column = 0
      while (column < cells.length) {
        takeColumn(cells(column), first)
        column += 1
      }
    }
  }

  private def takeColumn(cells: Cells, first: Int): Unit =
    if (cells.column < 0) markAbsent(cells, first)
    else {
      // in local variables, which the loop finds sooner than fields
      val bytes = buffer.bytes
      val ends = found.ends
      val firsts = firstCells
      val faults = records.faults
      val offsets = cells.offsets
      val lengths = cells.lengths
      val special = text.special
      val column = cells.column
      val last = records.size
      var row = first
      while (row < last) {
        if (faults(row) != Fault.None) lengths(row) = Cells.Absent
        else {
          val entry = firsts(row) + column
          val start = ends(entry) + 1
          val end = ends(entry + 1)
          offsets(row) = start
          lengths(row) = end - start
          if (start < end) {
            val head = bytes(start)
            if (head == special || Blanks.mayBegin(head) || Blanks.mayEnd(bytes(end - 1)))
              text.store(cells, row, start, end)
          }
        }
        row += 1
      }
    }

  private def markAbsent(cells: Cells, first: Int): Unit = {
    var row = first
    while (row < records.size) {
      cells.lengths(row) = if (records.faults(row) == Fault.None) 0 else Cells.Absent
      row += 1
    }
  }

  /** Takes the next record, whatever it holds. False where its end is not in memory. */
  private def takeOne(): Boolean = {
    val start = buffer.position
    val isCut = cutter.cut(buffer.bytes, start, buffer.limit, buffer.complete)
    if (isCut) {
      val row = records.size
      add(start, cutter.end, cutter.cells, cutter.lines, cutter.fault)
      buffer.position = cutter.end + 1
      if (records.size > row) cells.foreach(takeCell(_, row))
    }
    isCut
  }

  private def takeCell(cells: Cells, row: Int): Unit =
    if (cells.column < 0 || records.faults(row) != Fault.None) markAbsent(cells, row)
    else text.store(cells, row, cutter.starts(cells.column), cutter.ends(cells.column))

  /** Adds a record, or counts a blank line. `end` is its line feed. */
  private def add(start: Int, end: Int, cellCount: Int, lineCount: Int, fault: Byte): Unit = {
    if (cellCount == 1 && fault != Fault.UnclosedQuote && isBlank(start, end)) blank += 1
    else {
      val bytes = buffer.bytes
      val last = if (end > start && bytes(end - 1) == Grammar.CarriageReturn) end - 1 else end
      val undecodable = !decodable && Utf8.firstMalformed(bytes, start, last) < last
      val worst = if (undecodable && fault != Fault.UnclosedQuote) Fault.Undecodable else fault
      records.add(start, last, line, lineCount, worst, undecodable)
    }
    line += lineCount
  }

  private def isBlank(start: Int, end: Int): Boolean = {
    val bytes = buffer.bytes
    val last = if (end > start && bytes(end - 1) == Grammar.CarriageReturn) end - 1 else end
    var at = start
    while (at < last && (bytes(at) == ' ' || bytes(at) == '\t')) at += 1
    at == last
  }

  /** The cells of one record of the batch as they stand, without quotes: all of them, for records that are reported. */
  def cellsOf(row: Int): Seq[Array[Byte]] = {
    val from = records.starts(row)
    cutter.cut(buffer.bytes, from, buffer.limit, buffer.complete)
    (0 until cutter.cells).map { cell =>
      text.unquoted(cutter.starts(cell), math.min(cutter.ends(cell), records.ends(row))) // without a CR of the line end
    }
  }
}
