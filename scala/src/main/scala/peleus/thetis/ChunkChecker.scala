package peleus.thetis

import java.io.InputStream

import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.{ColumnVector, ColumnarBatch}
import org.apache.spark.unsafe.types.UTF8String

import peleus.delivery.Chunk
import peleus.thetis.columns._
import peleus.thetis.records._

/** Checks one chunk, batch by batch. The rows of the chunk's records come first, then one of metrics.
  *
  * A batch and all that it holds last until the next one. Not safe for use by several threads.
  *
  * @param input
  *   the text of the chunk, from its first byte; the caller closes it
  * @param columns
  *   names of the columns wanted, of those of the plan's schema, in the order wanted
  * @param wantedRoutes
  *   a batch without a row of these is checked and counted, and not given
  */
private[thetis] final class ChunkChecker(
    plan: Plan,
    member: MemberLayout,
    chunk: Chunk,
    input: InputStream,
    columns: Seq[String],
    wantedRoutes: Seq[String] = CheckedRow.AllRoutes,
    sizes: ChunkChecker.Sizes = ChunkChecker.Sizes()
) {
  import CheckedRow._

  private val capacity = sizes.records
  private val wanted: String => Boolean = columns.toSet
  private val isRouteWanted: Array[Boolean] = AllRoutes.map(wantedRoutes.contains).toArray
  private val buffer = {
    val offsets = new DeliveredOffsets(member.encoding, chunk.decodable, chunk.offset)
    new ChunkBuffer(input, chunk.to - chunk.from, sizes.piece, member.name, offsets)
  }
  private val splitter =
    new CellSplitter(
      ChunkChecker.grammar(plan, member),
      member.positions,
      buffer,
      chunk.line,
      chunk.decodable,
      capacity
    )
  private val records = splitter.records
  private val failures = new Failures(plan.rules.size, capacity)
  private val fields = plan.fields.zip(splitter.cells).map { case (field, cells) =>
    FieldColumn(field, cells, failures, capacity)
  }
  private val tally = new Tally(plan.rules, plan.fields.map(_.name))
  private val texts = new CellTexts(splitter.cells)
  private val router = new Router(plan, failures, records, texts, tally)
  private val flags = new Lists(ArrayType(StringType, containsNull = false), capacity)
  private val changes = new Lists(ArrayType(CheckedSchema.change, containsNull = false), capacity)
  private val reasonLists = new Lists(ArrayType(CheckedSchema.reason, containsNull = false), capacity)
  private val repairs = new Repairs(plan, fields, texts, flags, changes)
  private val reasons = new Reasons(plan, texts, reasonLists)
  private val recordTexts = new RecordTexts(plan, splitter, buffer, ChunkChecker.masked(plan, member), wanted)
  private val noLine = new Array[Boolean](capacity)
  private val metrics = new Array[UTF8String](capacity)
  private var isDone = false

  private val vectors: Map[String, Vector] = fields.map(field => field.plan.name -> field.vector).toMap ++
    recordTexts.vectors ++ Map(
      Flags -> flags.vector,
      Changes -> changes.vector,
      File -> new ConstantVector(member.file),
      Line -> new LongVector(LongType, records.firstLines, noLine),
      Route -> new WordVector(Routes.words, router.routes),
      Reasons -> reasonLists.vector,
      Metrics -> new TextVector(metrics)
    ) ++ member.stamp.toSeq.flatMap { stamp =>
      Seq(Delivery -> new ConstantTextVector(stamp.delivery), Run -> new ConstantVector(stamp.run))
    }

  /** The batch that [[next]] filled. */
  val batch = new ColumnarBatch(columns.map(vectors).toArray[ColumnVector])

  /** Fills the next batch. False when the row of metrics has been given. */
  def next(): Boolean = {
    var isFilled = false
    while (!isFilled && !isDone) {
      clear(records.size)
      if (splitter.next()) isFilled = check()
      else {
        giveMetrics()
        isFilled = true
      }
    }
    isFilled
  }

  private def clear(rows: Int): Unit = {
    failures.clear(rows)
    flags.clear(rows)
    changes.clear(rows)
    reasonLists.clear(rows)
  }

  /** Whether the batch has a row that is asked for. */
  private def check(): Boolean = {
    val rows = records.size
    recordTexts.clear(rows)
    var field = 0
    while (field < fields.length) {
      fields(field).check(rows)
      field += 1
    }
    router.run()
    val isAskedFor = router.hasAny(isRouteWanted)
    if (isAskedFor) finishAll(rows)
    isAskedFor
  }

  private def finishAll(rows: Int): Unit = {
    if (plan.hasRowRules && recordTexts.isWanted) showAll(rows)
    var index = 0
    while (index < router.touchedRows) {
      finish(router.touched(index))
      index += 1
    }
    batch.setNumRows(rows)
  }

  private def showAll(rows: Int): Unit = {
    var row = 0
    while (row < rows) {
      recordTexts.run(row)
      row += 1
    }
  }

  /** Ends a record that fails something. */
  private def finish(row: Int): Unit = {
    val isClean = router.routes(row) == Routes.Clean
    // A rule about whole rows may reject a clean one yet; its reasons are then all that was wrong with it. They show
    // the cells as they were written, so they come before the repairs.
    if (wanted(Reasons) && (!isClean || plan.hasRowRules)) reasons.run(row, records.faults(row), failures)
    if (isClean) repairs.run(row, failures)
    else if (recordTexts.isWanted && !plan.hasRowRules) recordTexts.run(row)
  }

  /** A batch of one row, null but for its file, its route and its metrics. */
  private def giveMetrics(): Unit = {
    isDone = true
    recordTexts.clear(1)
    fields.foreach(_.setNull(0))
    noLine(0) = true
    router.routes(0) = Routes.Metrics
    val json = tally.json(member.file, chunk.from, buffer.used, splitter.lines, splitter.blank, fields.map(_.missing))
    metrics(0) = UTF8String.fromString(json)
    batch.setNumRows(1)
  }
}

private[thetis] object ChunkChecker {

  /** How much is held at once.
    *
    * @param piece
    *   bytes of text to read at once: few enough for the array not to be a humongous one, whose allocation makes G1
    *   look through the whole heap each time
    * @param records
    *   most records of a batch
    */
  final case class Sizes(piece: Int = 1 << 18, records: Int = 4096)

  private def grammar(plan: Plan, member: MemberLayout): Grammar = {
    val dialect = plan.dialect
    Grammar(member.delimiter.toByte, dialect.quoteChar.map(_.head.toByte), dialect.maxRecordLines, member.width)
  }

  private def masked(plan: Plan, member: MemberLayout): Set[Int] =
    plan.fields.zip(member.positions).collect { case (field, place) if field.mask => place }.toSet
}
