package peleus.transformations

import java.time.LocalDate

import scala.util.Try

import peleus.Refused
import peleus.contract.FieldType
import peleus.document.Node
import peleus.document.Node._

/** A value that is one word of JSON. To add one, add an entry to [[Kind.all]].
  *
  * @param name
  *   its name in descriptors
  * @param scalaType
  *   the full name of the field's type in a declaration
  * @param python
  *   the hint of the parameter in Python
  * @param schema
  *   its JSON Schema
  * @param wants
  *   what an error message asks for
  * @param column
  *   defined where a value names a column of the input, which the dry run then looks up
  * @param read
  *   defined where the JSON value fits; may still throw `IllegalArgumentException` or `DateTimeException`
  */
final class Kind private (
    val name: String,
    val scalaType: String,
    val python: String,
    val schema: Fields,
    val wants: String,
    val column: PartialFunction[Any, String] = PartialFunction.empty
)(val read: PartialFunction[Node, Any], val write: Any => Node)

object Kind {
  private def ours(simpleName: String) = s"peleus.transformations.$simpleName"

  private val textSchema = fields("type" -> Text("string"))
  private val nameSchema = fields("type" -> Text("string"), "minLength" -> Number(1))

  // Examples, which editors propose; an enum could not hold every decimal.
  private val fieldTypeSchema = fields(
    "type" -> Text("string"),
    "pattern" -> Text("^(string|integer|number|boolean|date|decimal\\(\\d{1,2}, *\\d{1,2}\\))$"),
    "examples" -> texts(Seq("string", "integer", "number", "decimal(12,2)", "boolean", "date"))
  )

  private def text(name: String, scalaType: String, wants: String, schema: Fields = textSchema)(make: String => Any) =
    new Kind(name, scalaType, "str", schema, wants)({ case Text(text) => make(text) }, only)

  /** The one field of a value type such as `In`, or a string itself. */
  private def only(value: Any): Node = value match {
    case product: Product => Text(product.productElement(0).toString)
    case other            => Text(other.toString)
  }

  private def number(name: String, scalaType: String, python: String, json: String, wants: String)(
      read: PartialFunction[BigDecimal, Any]
  ) = {
    val schema = fields("type" -> Text(json))
    new Kind(name, scalaType, python, schema, wants)({ case Number(n) if read.isDefinedAt(n) => read(n) }, toNumber)
  }

  private def toNumber(value: Any): Node =
    Number(
      Try(BigDecimal(value.toString)).getOrElse(throw Refused.because(s"$value is not a number that JSON can hold"))
    )

  private object Decimal {
    def unapply(node: Node): Option[BigDecimal] = node match {
      case Number(n)  => Some(n)
      case Text(text) => Try(BigDecimal(text)).toOption // so that no digit is lost on the way from Python
      case _          => None
    }
  }

  private object Date {
    def unapply(node: Node): Option[LocalDate] =
      Some(node).collect { case Text(text) => text }.flatMap(text => Try(LocalDate.parse(text)).toOption)
  }

  /** The kind that a column function is told by the type of a null, see [[peleus.functions.Functions]]. */
  val NumberType: Kind =
    text("number_type", ours("NumberType"), "int, long, double, or decimal(p,s) with at most 18 digits")(
      new NumberType(_)
    )

  val all: Seq[Kind] = Seq(
    new Kind("boolean", "scala.Boolean", "bool", fields("type" -> Text("boolean")), "true or false")(
      { case Bool(value) => value },
      value => Bool(value == true)
    ),
    number("int", "scala.Int", "int", "integer", "a whole number of 32 bits") {
      case n if n.scale <= 0 && n.isValidInt => n.toInt
    },
    number("long", "scala.Long", "int", "integer", "a whole number of 64 bits") {
      case n if n.scale <= 0 && n.isValidLong => n.toLong
    },
    number("double", "scala.Double", "float", "number", "a number") { case n if !n.toDouble.isInfinite => n.toDouble },
    new Kind(
      "decimal",
      "scala.math.BigDecimal",
      "Decimal | int | str",
      fields("type" -> texts(Seq("number", "string"))),
      "a decimal number"
    )({ case Decimal(n) => n }, toNumber),
    text("string", "java.lang.String", "text")(identity),
    new Kind(
      "date",
      "java.time.LocalDate",
      "datetime.date | str",
      fields("type" -> Text("string"), "format" -> Text("date")),
      "a date such as 2024-12-31"
    )({ case Date(date) => date }, only),
    new Kind("in", ours("In"), "str", nameSchema, "a column name", { case In(name) => name })(
      { case Text(text) => In(text) },
      only
    ),
    new Kind(
      "as_of",
      ours("AsOf"),
      "datetime.date | str",
      nameSchema,
      "a date such as 2024-12-31 or a column name",
      { case AsOf.Column(In(name)) => name }
    )(
      { case Text(text) => AsOf.of(text) },
      {
        case AsOf.Column(column) => only(column)
        case day                 => only(day)
      }
    ),
    text("out", ours("Out"), "a name for a column", nameSchema)(Out(_)),
    text("expr", ours("Expr"), "an SQL expression")(Expr(_)),
    text("date_pattern", ours("DatePattern"), "a date pattern such as dd/MM/yyyy")(DatePattern(_)),
    text("zone", ours("Zone"), "a time zone such as Europe/Paris")(Zone(_)),
    text("span", ours("Span"), "a length of time such as 7d or 12h")(Span(_)),
    NumberType,
    text("field_type", "peleus.contract.FieldType", FieldType.allowed, fieldTypeSchema)(FieldType.of)
  )

  private val byName = all.map(kind => kind.name -> kind).toMap
  private val byScalaType = all.map(kind => kind.scalaType -> kind).toMap

  def named(name: String): Option[Kind] = byName.get(name)
  def ofScala(fullName: String): Option[Kind] = byScalaType.get(fullName)
}
