package peleus.contract

import org.apache.spark.sql.types._

import peleus.kernels.NumberParser

/** What the cells of a field hold, in the words of Frictionless and SQL. Checked when it is made.
  *
  * @param name
  *   string, integer (BIGINT), number (DOUBLE), decimal(p,s) with at most 18 digits, boolean, date
  */
final case class FieldType(name: String) {

  /** The type of the column. */
  def dataType: DataType = FieldType.read(name)
}

object FieldType {
  private val words: Map[String, DataType] = Map(
    "string" -> StringType,
    "integer" -> LongType,
    "number" -> DoubleType,
    "boolean" -> BooleanType,
    "date" -> DateType
  )
  private val Decimals = """decimal\((\d{1,2}),\s*(\d{1,2})\)""".r

  private def read(name: String): DataType = name match {
    case Decimals(precision, scale) if fits(precision.toInt, scale.toInt) => DecimalType(precision.toInt, scale.toInt)
    case word                                                             => words.getOrElse(word, refuse(word))
  }

  private def fits(precision: Int, scale: Int): Boolean =
    precision >= 1 && precision <= NumberParser.HighestPrecision && scale <= precision

  private def refuse(name: String): Nothing = throw new IllegalArgumentException(
    s"'$name' is not a type; allowed are string, integer, number, boolean, date, " +
      s"and decimal(p,s) with at most ${NumberParser.HighestPrecision} digits"
  )
}
