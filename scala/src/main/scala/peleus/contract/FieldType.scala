package peleus.contract

import org.apache.spark.sql.types._

import peleus.Nearest
import peleus.kernels.NumberParser

/** What the cells of a field hold, in the words of Frictionless and SQL. Checked when it is made.
  *
  * @param name
  *   string, integer (BIGINT), number (DOUBLE), decimal(p,s) with at most 18 digits, boolean, date
  */
final case class FieldType(name: String) {

  /** The type of the column. */
  val dataType: DataType = FieldType.read(name)

  /** Its name without digits: `decimal` for `decimal(8,1)`. */
  def word: String = name.takeWhile(_ != '(')
}

object FieldType {
  private val words: Map[String, DataType] = Map(
    "string" -> StringType,
    "integer" -> LongType,
    "number" -> DoubleType,
    "boolean" -> BooleanType,
    "date" -> DateType
  )
  private val names = Seq("string", "integer", "number", "decimal(p,s)", "boolean", "date")
  private val Decimals = """decimal\((\d{1,2}),\s*(\d{1,2})\)""".r

  /** The names, as a sentence asks for them. */
  val allowed: String = s"a type: ${names.mkString(", ")}"

  /** The type of that name, in the one way to write it.
    *
    * @throws IllegalArgumentException
    *   when there is none
    */
  def of(written: String): FieldType = written match {
    case Decimals(precision, scale) => FieldType(s"decimal(${precision.toInt},${scale.toInt})")
    case word                       => FieldType(word)
  }

  private def read(name: String): DataType = name match {
    case Decimals(precision, scale)              => decimal(precision.toInt, scale.toInt)
    case broken if broken.startsWith("decimal(") => refuse("write decimal(8,1), with quotes around it inside braces")
    case word => words.getOrElse(word, refuse(s"there is no such type${Nearest(word, names)}"))
  }

  private def decimal(precision: Int, scale: Int): DataType =
    if (precision >= 1 && precision <= NumberParser.HighestPrecision && scale <= precision)
      DecimalType(precision, scale)
    else refuse(s"a decimal has 1 to ${NumberParser.HighestPrecision} digits, all those after the mark among them")

  private def refuse(why: String): Nothing = throw new IllegalArgumentException(why)
}
