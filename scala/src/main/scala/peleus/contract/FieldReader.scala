package peleus.contract

import org.apache.spark.sql.types._

import peleus.functions.{CellReader, DateReader, NumberReader, TokenReader}
import peleus.kernels.{BooleanParser, DateParser, NumberParser}
import peleus.transformations.Names

/** The reader of a field's cells, the same that transformations and functions use. */
private[peleus] object FieldReader {
  private val languages = Seq("fr", "en")
  private val isoDate = Seq("yyyy-MM-dd")

  /** The reader; none where the field holds text, which needs no reading.
    *
    * @throws IllegalArgumentException
    *   when the field's formats, marks or words are not usable; the message says what is allowed
    */
  def apply(field: Field): Option[CellReader] = field.`type`.dataType match {
    case StringType           => None
    case DateType             => Some(new DateReader(dates(field)))
    case BooleanType          => Some(new TokenReader(booleans(field)))
    case decimal: DecimalType => Some(NumberReader(numbers(field, decimal.precision, decimal.scale), decimal))
    case number               => Some(NumberReader(numbers(field, NumberParser.HighestPrecision, 0), number))
  }

  private def dates(field: Field): DateParser = {
    val formats = if (field.formats.isEmpty) isoDate else field.formats
    DateParser.compile(formats, field.languages, field.pivotYear, notBefore = None, notAfter = None)
  }

  /** Rounding would be a change that nobody asked for and nobody is told of. */
  private def numbers(field: Field, precision: Int, scale: Int): NumberParser = {
    val allow = field.allow.map(Names.snakeOf(_)).toSet
    NumberParser.compile(field.decimalChar, field.groupChar, allow, Nil, precision, scale, exact = true)
  }

  private def booleans(field: Field): BooleanParser =
    if (field.trueValues.nonEmpty || field.falseValues.nonEmpty)
      BooleanParser.compile(field.trueValues, field.falseValues)
    else {
      val words = languages.map(BooleanParser.tokens)
      BooleanParser.compile(words.flatMap(_._1), words.flatMap(_._2))
    }
}
