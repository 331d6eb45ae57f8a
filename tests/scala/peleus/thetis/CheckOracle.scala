package peleus.thetis

import java.nio.charset.StandardCharsets.UTF_8
import java.time.LocalDate
import java.time.format.{DateTimeFormatter, ResolverStyle}
import java.util.Locale

import scala.util.Try

import org.apache.spark.sql.types._

import peleus.contract._
import peleus.transformations.Names

/** A failure of a cell. */
final case class Failed(column: String, field: Field, failure: Failure, action: Action, code: String, value: String) {
  def kind: String = Names.snakeOf(failure)
  def actionName: String = Names.snakeOf(action.action)
}

/** What the checker should give for a text, once more: over strings, BigDecimal and LocalDate, record by record.
  *
  * Rows are maps of column names; a column that is not there is null. Numbers are read as by a field with the decimal
  * mark "." and without group marks, dates by the formats given.
  */
final class CheckOracle(contract: Contract, positions: Seq[Int], width: Int, delimiter: Char) {
  type Row = Map[String, Any]
  private val dialect = contract.delivery.dialect
  private val masksAny = contract.fields.values.exists(_.mask)
  private val fields = contract.fields.toSeq

  def records(text: Array[Byte]): CutText =
    new RecordOracle(delimiter, dialect.quoteChar.map(_.head), dialect.maxRecordLines, width).cut(text)

  /** The first records that fail each rule, at most five: line and cell, null where it is masked or there is none. */
  def examples(records: Seq[CutRecord]): Map[String, Seq[(Long, String)]] =
    records
      .flatMap { record =>
        val ofCells = cells(record).flatMap(_._2).map { f =>
          s"${f.column}.${f.kind}" -> (record.line.toLong -> (if (f.field.mask) null else f.value.take(200)))
        }
        record.fault.map(_ -> (record.line.toLong -> null)) ++ ofCells
      }
      .groupMap(_._1)(_._2)
      .map { case (rule, all) => rule -> all.take(5) }

  private def cells(record: CutRecord): Seq[((String, Any), Seq[Failed])] =
    if (record.fault.isDefined) Nil
    else
      fields.zip(positions).map { case (named, place) =>
        check(named._1, named._2, if (place < 0) "" else new String(record.cells(place), UTF_8))
      }

  /** The row of a record. `offset` tells where a place of the text is in the member as delivered. */
  def row(text: Array[Byte], record: CutRecord, offset: Int => Long): Row = {
    val checked = cells(record)
    val failed = checked.flatMap(_._2)
    val actions = failed.map(_.action.action)
    val route =
      if (record.fault.isDefined || actions.exists(Set[ActionName](ActionName.Fail, ActionName.Quarantine))) "rejects"
      else if (actions.contains(ActionName.Drop)) "dropped"
      else "clean"
    val values: Row = if (record.fault.isDefined) Map.empty else checked.map(_._1).toMap[String, Any]
    // A rule about whole rows may reject a clean record yet, and then has to tell all that is wrong with it.
    val explained =
      if (route != "clean" || (contract.rowRules.nonEmpty && failed.nonEmpty)) reasons(record, failed) else Map.empty
    val ended = (if (route == "clean") repaired(values, failed) else values) ++ explained
    val told: Row = if (route != "clean" || contract.rowRules.nonEmpty) place(text, record, offset) else Map.empty
    ended.filter(_._2 != null) ++ told ++ Map("_line" -> record.line.toLong, "_route" -> route, "_file" -> 3)
  }

  private def check(name: String, field: Field, written: String): ((String, Any), Seq[Failed]) = {
    val cell = CheckOracle.trim(written)
    def failure(of: Failure, code: String) = Failed(name, field, of, contract.action(field, of), code, cell)
    def named(of: Failure) = failure(of, Names.snakeOf(of))
    val tokens = field.missingValues.getOrElse(contract.delivery.missingValues).map(_.toLowerCase(Locale.ROOT))
    if (cell.isEmpty || tokens.contains(cell.toLowerCase(Locale.ROOT)))
      (name -> null, if (field.wantsValue) Seq(named(Failure.Missing)) else Nil)
    else
      CheckOracle.read(cell, field) match {
        case Left(code)   => (name -> null, Seq(failure(Failure.Type, code)))
        case Right(value) => (name -> value, CheckOracle.broken(cell, value, field).map(named))
      }
  }

  private def repaired(values: Row, failed: Seq[Failed]): Row = {
    val flags = failed.filter(_.action.action == ActionName.KeepFlag).map(f => s"${f.column}.${f.kind}")
    val changing = failed.filter(f => Set[ActionName](ActionName.SetNull, ActionName.Default)(f.action.action))
    val deciding = changing.groupBy(_.column).map { case (column, of) => column -> of.head }
    val changed = deciding.map { case (column, f) =>
      column -> f.action.value.map(CheckOracle.read(_, f.field).toOption.get).orNull
    }
    val changes = changing.map { f =>
      val after = deciding(f.column).action.value.orNull
      if (f.field.mask) Seq(f.column, f.kind, null, null) else Seq(f.column, f.kind, f.value, after)
    }
    values ++ changed ++ Option.when(flags.nonEmpty)("_flags" -> flags) ++
      Option.when(changes.nonEmpty)("_changes" -> changes)
  }

  private def reasons(record: CutRecord, failed: Seq[Failed]): Row = {
    val reasons = record.fault.map(fault => Seq(null, fault, fault, null, "quarantine")).toSeq ++ failed.map { f =>
      val value = if (f.field.mask) null else f.value.take(200)
      Seq(f.column, f.kind, f.code, value, f.actionName)
    }
    Map("_reasons" -> reasons)
  }

  private def place(text: Array[Byte], record: CutRecord, offset: Int => Long): Row = {
    val bytes = text.slice(record.start, record.end)
    val masked = fields.zip(positions).collect { case ((_, field), place) if field.mask => place }.toSet
    val shown: Row =
      if (masksAny && record.fault.isDefined) Map.empty
      else if (masksAny)
        Map("_cells" -> record.cells.zipWithIndex.map { case (cell, i) =>
          if (masked(i)) null else new String(cell, UTF_8)
        })
      else if (record.undecodable) Map("_raw" -> bytes.toSeq)
      else Map("_record" -> new String(bytes, UTF_8))
    shown ++ Map(
      "_lines" -> record.lines,
      "_offset" -> offset(record.start),
      "_length" -> (offset(record.end) - offset(record.start)).toInt
    )
  }
}

object CheckOracle {
  private val blanks = " \t\r\n\u0000\u00a0\u2009\u200b\u202f\ufeff".toSet

  def trim(text: String): String = text.dropWhile(blanks).reverse.dropWhile(blanks).reverse

  /** The value as Spark holds it, or the reader's code. */
  def read(cell: String, field: Field): Either[String, Any] = field.`type`.dataType match {
    case StringType           => Right(cell)
    case DateType             => date(cell, field.formats)
    case BooleanType          => boolean(cell, field)
    case decimal: DecimalType =>
      number(cell).flatMap(exactly(_, decimal.scale)).flatMap { n =>
        if (n.precision <= decimal.precision) Right(n) else Left("overflow")
      }
    case DoubleType => number(cell).map(_.toDouble)
    case _          =>
      number(cell).flatMap(exactly(_, 0)).flatMap { n =>
        if (n.precision <= 18) Right(n.toLong) else Left("overflow")
      }
  }

  private def exactly(n: BigDecimal, scale: Int): Either[String, BigDecimal] =
    try Right(n.setScale(scale, BigDecimal.RoundingMode.UNNECESSARY))
    catch { case _: ArithmeticException => Left("too_precise") }

  private def number(cell: String): Either[String, BigDecimal] =
    if (cell.matches("[+-]?[0-9]+(\\.[0-9]+)?")) Right(BigDecimal(cell)) else Left("no_number")

  private def boolean(cell: String, field: Field): Either[String, Any] =
    if (field.trueValues.contains(cell)) Right(true)
    else if (field.falseValues.contains(cell)) Right(false)
    else Left("no_boolean")

  private def date(cell: String, formats: Seq[String]): Either[String, Any] = {
    def by(style: ResolverStyle) = (if (formats.isEmpty) Seq("yyyy-MM-dd") else formats).flatMap { format =>
      val strict = DateTimeFormatter.ofPattern(format.replace('y', 'u')).withResolverStyle(style)
      Try(LocalDate.parse(cell, strict)).toOption
    }
    val digits = cell.replaceAll("[0-9]", "9")
    val shaped = (if (formats.isEmpty) Seq("yyyy-MM-dd") else formats).map(_.replaceAll("[a-zA-Z]", "9"))
    by(ResolverStyle.STRICT).headOption match {
      case Some(day)                       => Right(day.toEpochDay.toInt)
      case None if shaped.contains(digits) => Left("impossible_day")
      case None                            => Left("no_format")
    }
  }

  /** The constraints that a value breaks, in their order. */
  def broken(cell: String, value: Any, field: Field): Seq[Failure] = {
    val characters = cell.codePointCount(0, cell.length)
    def under(bound: String) = compare(value, bound, field) < 0
    def over(bound: String) = compare(value, bound, field) > 0
    Failure.all.filter {
      case Failure.Minimum   => field.minimum.exists(under)
      case Failure.Maximum   => field.maximum.exists(over)
      case Failure.MinLength => field.minLength.exists(characters < _)
      case Failure.MaxLength => field.maxLength.exists(characters > _)
      case Failure.Pattern   => field.pattern.exists(!cell.matches(_))
      case Failure.Enum      => field.`enum`.nonEmpty && !field.`enum`.contains(cell)
      case _                 => false
    }
  }

  private def compare(value: Any, bound: String, field: Field): Int = value match {
    case days: Int     => days.compare(LocalDate.parse(bound).toEpochDay.toInt)
    case n: Long       => BigDecimal(n).compare(BigDecimal(bound))
    case n: Double     => n.compare(bound.toDouble)
    case n: BigDecimal => n.compare(BigDecimal(bound))
    case other         => throw new IllegalArgumentException(s"$other of ${field.`type`}")
  }
}
