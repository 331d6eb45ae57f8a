package peleus.thetis

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.contract._
import peleus.delivery.Chunk
import peleus.document.Json
import peleus.document.Node.{Fields, Number}
import peleus.thetis.run.Metrics

/** The checker against an oracle, on texts of all kinds, cut into chunks anywhere and read in pieces of any size. */
class CheckerPropertySuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  implicit override val generatorDrivenConfig: PropertyCheckConfiguration =
    PropertyCheckConfiguration(minSuccessful = 300, sizeRange = 60)

  private val some = Seq[ActionName](
    ActionName.Fail,
    ActionName.Quarantine,
    ActionName.Drop,
    ActionName.SetNull,
    ActionName.KeepFlag,
    ActionName.Warn
  )

  private def actions(kinds: Map[String, String]): Gen[Map[String, Action]] =
    Gen.someOf(kinds.toSeq).flatMap { chosen =>
      val each = chosen.toSeq.map { case (kind, default) =>
        Gen.oneOf(Gen.oneOf(some).map(Action(_)), Gen.const(Action(ActionName.Default, Some(default)))).map(kind -> _)
      }
      Gen.sequence[Seq[(String, Action)], (String, Action)](each).map(_.toMap)
    }

  private val field: Gen[Field] = Gen.oneOf(
    for {
      on <- actions(
        Map("missing" -> "none", "min_length" -> "abc", "pattern" -> "xyz", "enum" -> "é", "max_length" -> "q")
      )
      minimum <- Gen.option(Gen.choose(0, 3))
      maximum <- Gen.option(Gen.choose(2, 5))
      pattern <- Gen.option(Gen.oneOf("[a-z]*", ".+@.+", "[0-9]{2}", "(?i)A.*", "[^,]+"))
      words <- Gen.option(Gen.someOf("a", "é", "12", "a b", "\"q\"", "Marseille", "a longer word than eight"))
    } yield Field(
      minLength = minimum,
      maxLength = maximum,
      pattern = pattern,
      `enum` = words.fold(Seq.empty[String])(_.toSeq),
      onFail = on
    ),
    for {
      on <- actions(Map("missing" -> "0", "type" -> "-1", "minimum" -> "5", "maximum" -> "12"))
      of <- Gen.oneOf("integer", "decimal(5,2)", "number")
      low <- Gen.option(Gen.oneOf("-3", "0.5", "2"))
      high <- Gen.option(Gen.oneOf("99", "12.34", "1e3"))
    } yield Field(FieldType(of), minimum = low, maximum = high, onFail = on),
    for {
      on <- actions(Map("missing" -> "2000-01-01", "type" -> "01/02/2003", "minimum" -> "2020-01-01"))
      low <- Gen.option(Gen.const("2010-06-15"))
    } yield Field(FieldType("date"), formats = Seq("yyyy-MM-dd", "dd/MM/yyyy"), minimum = low, onFail = on),
    actions(Map("missing" -> "yes", "type" -> "no"))
      .map(on => Field(FieldType("boolean"), trueValues = Seq("yes"), falseValues = Seq("no"), onFail = on))
  )

  private val contract: Gen[(Contract, Seq[Int], Int)] = for {
    count <- Gen.choose(1, 4)
    fields <- Gen.listOfN(count, field)
    required <- Gen.listOfN(count, Gen.prob(0.3))
    masked <- Gen.listOfN(count, Gen.prob(0.1))
    others <- Gen.choose(0, 2)
    places <- Gen.pick(count, -1 until (count + others))
    quote <- Gen.oneOf(Some("\""), Some("'"), None)
    lines <- Gen.choose(1, 4)
    default <- Gen.oneOf(some)
    rules <- Gen.oneOf(Nil, Nil, Seq(Rule("r", expr = Some(peleus.transformations.Expr("f0 is null")))))
  } yield {
    val all = fields.zip(required).zip(masked).map { case ((f, r), m) => f.copy(required = r, mask = m) }
    val delivery = Delivery(
      "*.csv",
      dialect = Dialect(quoteChar = quote, maxRecordLines = lines),
      missingValues = Seq("NA", "n/c", "")
    )
    val named = all.zipWithIndex.map { case (f, i) => s"f$i" -> f }
    val made = Contract(
      "c",
      "1",
      delivery,
      scala.collection.immutable.VectorMap.from(named),
      policy = Policy(default),
      rules = rules
    )
    (made, places.toSeq, count + others)
  }

  private val cell: Gen[String] = Gen.frequency(
    4 -> Gen.oneOf("", "a", "é", "12", "a b", "NA", "na", "n/c", "x@y", "Marseille", "a longer word than eight"),
    4 -> Gen.oneOf("0", "-3", "+2", "1.5", "12.345", "99999.999", "1234567890123456789", "12.34", "1e3", "100"),
    3 -> Gen.oneOf("2024-02-29", "2023-02-29", "31/12/1999", "15/06/2010", "yes", "no", "1/1/2000"),
    1 -> Gen.oneOf("\u00a0a ", " 12\t", "\ufeffNA", "\u200b", "日本語の文字", "𝒳𝒳", "q" * 250, "é" * 210)
  )

  private val wrapped: Gen[String] = for {
    text <- cell
    inner <- Gen.frequency(6 -> Gen.const(""), 1 -> Gen.oneOf(",", "\n", "\r\n", "\"\"", "''", ", \n\n", "\"\",\"\""))
    form <- Gen.frequency(
      5 -> Gen.const("%s"),
      2 -> Gen.const("\"%s\""),
      1 -> Gen.oneOf("'%s'", " %s ", "\"%s", "\"%s\"x", "%s\"", "\" %s \"")
    )
  } yield form.format(if (form.contains("\"") || form.contains("'")) text + inner else text)

  private def line(width: Int): Gen[Array[Byte]] = for {
    count <- Gen.frequency(9 -> Gen.const(width), 1 -> Gen.choose(1, width + 2))
    cells <- Gen.listOfN(count, wrapped)
    end <- Gen.frequency(
      6 -> Gen.const("\n"),
      2 -> Gen.const("\r\n"),
      1 -> Gen.oneOf("\n\n", "\n \t\n", "\r\r\n", "\n\r\n")
    )
    noise <- Gen.frequency(15 -> Gen.const(Array.empty[Byte]), 1 -> Gen.oneOf(Array(0x81.toByte), Array(0xc3.toByte)))
  } yield noise ++ (cells.mkString(",") + end).getBytes(UTF_8)

  private def structured(width: Int): Gen[Array[Byte]] = for {
    lines <- Gen.listOf(line(width))
    cutOff <- Gen.choose(0, 3)
  } yield lines.flatten.toArray.dropRight(cutOff)

  private val soup: Gen[Array[Byte]] =
    Gen
      .listOf(Gen.oneOf("\"", "\"", ",", ",", "\n", "\r", " ", "'", "a", "é", "12", "\t").map(_.getBytes(UTF_8)))
      .map(_.flatten.toArray)

  private case class Case(
      contract: Contract,
      positions: Seq[Int],
      width: Int,
      text: Array[Byte],
      cuts: Seq[Double],
      sizes: ChunkChecker.Sizes
  ) {
    override def toString: String =
      s"$contract at $positions of $width, $sizes, ${cuts.size} cuts:\n${new String(text, "iso-8859-1")}"
  }

  private val cases: Gen[Case] = for {
    (made, positions, width) <- contract
    text <- Gen.frequency(3 -> structured(width), 1 -> soup)
    cuts <- Gen.listOf(Gen.choose(0.0, 1.0)).map(_.take(4))
    piece <- Gen.oneOf(1, 3, 17, 64, 1000)
    records <- Gen.oneOf(1, 2, 3, 100)
  } yield Case(made, positions, width, text, cuts, ChunkChecker.Sizes(piece, records))

  /** The text in chunks of whole records and blank lines. */
  private def chunks(c: Case, cut: CutText, decodable: Boolean, delivered: Int => Long): Seq[Chunk] = {
    val ends = (cut.records.map(_.next) ++ cut.blank :+ 0).distinct.sorted
    val chosen = (c.cuts.map(share => ends((share * (ends.size - 1)).toInt)) :+ 0 :+ c.text.length).distinct.sorted
    chosen.zip(chosen.drop(1)).map { case (from, to) =>
      val before = cut.records.filter(_.next <= from)
      val line = before.map(_.lines).sum + cut.blank.count(_ <= from) + 1
      Chunk("text", from.toLong, to.toLong, delivered(from), line.toLong, 0, 0, 0, decodable)
    }
  }

  private def run(c: Case, plan: Plan, chunk: Chunk, encoding: String, columns: Seq[String]): Seq[Map[String, Any]] = {
    val layout = MemberLayout(3, "text", encoding, ',', c.width, c.positions)
    val input = new ByteArrayInputStream(c.text, chunk.from.toInt, (chunk.to - chunk.from).toInt)
    val schema = org.apache.spark.sql.types.StructType(columns.map(plan.schema(_)))
    CheckedRows.of(new Checker(plan, layout).run(input, chunk, columns, c.sizes), schema)
  }

  private def verify(c: Case, encoding: String, delivered: Int => Long): Unit = {
    val plan = Plan(c.contract)
    val oracle = new CheckOracle(c.contract, c.positions, c.width, ',')
    val cut = oracle.records(c.text)
    val decodable = !cut.records.exists(_.undecodable)
    val expected = cut.records.map(oracle.row(c.text, _, delivered))
    val all = plan.schema.fieldNames.toSeq
    val checked = chunks(c, cut, decodable, delivered).map(chunk => chunk -> run(c, plan, chunk, encoding, all))
    val rows = checked.flatMap(_._2.init)
    assert(rows.map(_("_line")) == expected.map(_("_line")))
    rows.zip(expected).foreach { case (got, wanted) => assert(got == wanted) }
    checked.foreach { case (chunk, rows) => verifyMetrics(c, chunk, rows) }
    // the same examples however the text was cut into chunks
    val examples = Metrics.read(checked.map { case (_, rows) => rows.last("_metrics").toString }).examples
    assert(examples.map { case (rule, all) =>
      rule -> all.map(e => e.line -> e.value.orNull)
    } == oracle.examples(cut.records))
    val total = checked.map { case (_, rows) => count(rows.last, "lines") }.sum
    assert(total == cut.lines)
    assert(checked.map { case (_, rows) => count(rows.last, "blank") }.sum == cut.blank.size): Unit
  }

  private def json(row: Map[String, Any]): Fields = Json.read(row("_metrics").toString).asInstanceOf[Fields]

  private def count(row: Map[String, Any], key: String): Long = json(row).get(key) match {
    case Some(Number(n)) => n.toLong
    case other           => fail(s"$key is $other")
  }

  private def counts(row: Map[String, Any], key: String): Map[String, Long] = json(row).get(key) match {
    case Some(Fields(entries)) => entries.collect { case (k, Number(n)) => k.value -> n.toLong }.toMap
    case other                 => fail(s"$key is $other")
  }

  /** What the metrics say against the rows themselves. */
  private def verifyMetrics(c: Case, chunk: Chunk, rows: Seq[Map[String, Any]]): Unit = {
    val (records, metrics) = (rows.init, rows.last)
    assert(metrics.keySet == Set("_file", "_route", "_metrics") && metrics("_route") == "metrics")
    assert(count(metrics, "from") == chunk.from && count(metrics, "bytes") == chunk.to - chunk.from)
    assert(count(metrics, "records") == records.size)
    Seq("clean", "rejects", "dropped").foreach { route =>
      assert(count(metrics, route) == records.count(_("_route") == route))
    }
    val reasons =
      records.filter(_("_route") != "clean").flatMap(_.get("_reasons")).flatMap(_.asInstanceOf[Seq[Seq[String]]])
    val (ofRecords, ofCells) = reasons.partition(_.head == null)
    val flags = records.flatMap(_.get("_flags")).flatMap(_.asInstanceOf[Seq[String]])
    val changes = records.flatMap(_.get("_changes")).flatMap(_.asInstanceOf[Seq[Seq[String]]])
    val told = ofCells.map(r => s"${r.head}.${r(1)}") ++ flags ++ changes.map(r => s"${r.head}.${r(1)}") ++
      counts(metrics, "warned").toSeq.flatMap { case (name, n) => Seq.fill(n.toInt)(name) }
    assert(counts(metrics, "failures") == told.groupBy(identity).map { case (k, v) => k -> v.size.toLong })
    assert(counts(metrics, "records_failed") == ofRecords.groupBy(_(1)).map { case (k, v) => k -> v.size.toLong })
  }

  test("rows, routes, reasons, places and metrics are the oracle's, for any chunks and any buffer") {
    forAll(cases)(verify(_, "utf-8", _.toLong))
  }

  test("what is chosen of the columns changes nothing but the columns") {
    forAll(cases, Gen.choose(0, 1 << 20)) { (c, choice) =>
      val plan = Plan(c.contract)
      val all = plan.schema.fieldNames.toSeq
      val some = all.zipWithIndex.filter { case (_, i) => ((choice >> i) & 1) == 1 }.map(_._1).reverse
      val decodable =
        !new CheckOracle(c.contract, c.positions, c.width, ',').records(c.text).records.exists(_.undecodable)
      val chunk = Chunk("text", 0, c.text.length.toLong, 0, 1, 0, 0, 0, decodable)
      val whole = run(c, plan, chunk, "utf-8", all)
      assert(run(c, plan, chunk, "utf-8", some) == whole.map(_.filter { case (name, _) => some.contains(name) }))
    }
  }

  test("places in a member that was delivered in one byte a character are those of its bytes") {
    forAll(cases) { c =>
      val lead = 0xc0
      def delivered(place: Int): Long = c.text.take(place).count(byte => (byte & lead) != 0x80).toLong
      val isText = new CheckOracle(c.contract, c.positions, c.width, ',').records(c.text).records.forall(!_.undecodable)
      if (isText) verify(c, "windows-1252", delivered)
    }
  }
}
