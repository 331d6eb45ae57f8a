package peleus.functions

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.util.ArrayData
import org.apache.spark.sql.types._

import peleus.document.Node
import peleus.document.Node.{Bool, Fields, Items, Null, Number, Text}
import peleus.transformations.{Catalogue, CellTransformation, Decoder, Descriptor, Kind, Type}

/** The second argument of a column function, and the reader compiled from it. `constants` is its type in SQL. */
private[functions] final case class Settings(function: String, constants: Option[DataType]) {
  @transient @volatile private var last: Compiled = _

  /** The reader for these constants. They are a literal, the same object at every row, nearly always. */
  def reader(arrived: Any): CellReader = {
    val before = last
    if (before != null && (before.arrived.asInstanceOf[AnyRef] eq arrived.asInstanceOf[AnyRef])) before.reader
    else compile(arrived, before)
  }

  /** The type that comes out: a function may be told, by a null of that type. */
  def resultType: DataType = {
    val descriptor = Catalogue.default(function)
    val told = constants.toSeq.collect { case StructType(fields) => fields.toSeq }.flatten.flatMap { field =>
      Settings.told(descriptor, field).map(Text(field.name) -> _)
    }
    val types = descriptor.settings.filter(_.of == Type.Scalar(Kind.NumberType)).map(_.name)
    val others =
      descriptor.example.asInstanceOf[Fields].entries.filterNot { case (key, _) => types.contains(key.value) }
    Settings.reader(descriptor, Fields(others ++ told)).dataType
  }

  // Compared as JSON, not as Spark's objects: those may point into a buffer that holds another row by now.
  private def compile(arrived: Any, before: Compiled): CellReader = {
    val descriptor = Catalogue.default(function)
    val params = Settings.fields(descriptor, constants.map(Settings.node(descriptor, arrived, _)))
    val reader = if (before != null && before.params == params) before.reader else Settings.reader(descriptor, params)
    last = new Compiled(arrived, params, reader)
    reader
  }
}

private final class Compiled(val arrived: Any, val params: Node, val reader: CellReader)

private[functions] object Settings {

  /** The reader of a cell transformation with these parameters. */
  def reader(descriptor: Descriptor, params: Node): CellReader =
    new Decoder().transformation(descriptor, params) match {
      case cell: CellTransformation => cell.reader
      case other                    => throw new IllegalStateException(s"$other does not read cells")
    }

  /** The constants as parameters by name; a bare text or array is the first one. */
  private def fields(descriptor: Descriptor, constants: Option[Node]): Fields = {
    val named = (constants, descriptor.settings.head) match {
      case (None, _)                                     => Nil
      case (Some(Fields(entries)), _)                    => entries
      case (Some(text: Text), first) if isList(first.of) => Seq(Text(first.name) -> Items(Seq(text)))
      case (Some(other), first)                          => Seq(Text(first.name) -> other)
    }
    Fields((Text("column") -> Text("value")) +: named)
  }

  private def isList(of: Type): Boolean = of match {
    case Type.ListOf(_)       => true
    case Type.Optional(inner) => isList(inner)
    case _                    => false
  }

  /** The type that a null tells, where the parameter is a type. */
  private def told(descriptor: Descriptor, field: StructField): Option[Node] =
    descriptor.settings
      .find(_.name == field.name)
      .filter(_.of == Type.Scalar(Kind.NumberType))
      .filterNot(_ => field.dataType.isInstanceOf[StringType])
      .map(_ => Text(field.dataType.catalogString))

  /** A constant as Spark holds it, to JSON. */
  private def node(descriptor: Descriptor, value: Any, of: DataType): Node = (value, of) match {
    case (row: InternalRow, StructType(fields)) =>
      Fields(fields.toSeq.zipWithIndex.map { case (field, i) =>
        Text(field.name) -> told(descriptor, field).getOrElse(node(row.get(i, field.dataType), field.dataType))
      })
    case _ => node(value, of)
  }

  private def node(value: Any, of: DataType): Node = (value, of) match {
    case (null, _)                           => Null()
    case (list: ArrayData, ArrayType(of, _)) => Items(list.toSeq[Any](of).map(node(_, of)))
    case (flag: Boolean, _)                  => Bool(flag)
    case (days: Int, DateType)               => Text(java.time.LocalDate.ofEpochDay(days.toLong).toString)
    case (_, _: NumericType)                 => Number(BigDecimal(value.toString))
    case _                                   => Text(value.toString)
  }
}
