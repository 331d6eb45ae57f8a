package peleus.functions

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.util.ArrayData
import org.apache.spark.sql.types._

import peleus.document.Node
import peleus.document.Node.{Bool, Fields, Items, Null, Number, Text}
import peleus.transformations.{Catalogue, CellTransformation, Decoder, Descriptor, Param, Type}

/** The second argument of a column function, and the reader compiled from it. `constants` is its type in SQL. */
private[functions] final class Settings(function: String, constants: Option[DataType]) extends Serializable {
  @transient @volatile private var last: Compiled = _

  /** The reader for these constants. They are a literal, the same object at every row, nearly always. */
  def reader(arrived: Any): CellReader = {
    val before = last
    if (before != null && (before.arrived.asInstanceOf[AnyRef] eq arrived.asInstanceOf[AnyRef])) before.reader
    else compile(arrived, before)
  }

  // Compared as JSON, not as Spark's objects: those may point into a buffer that holds another row by now.
  private def compile(arrived: Any, before: Compiled): CellReader = {
    val descriptor = Catalogue.default(function)
    val params = Settings.fields(descriptor, constants.map(Settings.node(arrived, _)))
    val reader = if (before != null && before.params == params) before.reader else Settings.reader(descriptor, params)
    last = new Compiled(arrived, params, reader)
    reader
  }
}

private final class Compiled(val arrived: Any, val params: Node, val reader: CellReader)

private[functions] object Settings {

  /** What a function can be told: all parameters but those that are about columns. */
  def params(descriptor: Descriptor): Seq[Param] =
    descriptor.params.filterNot(param => Set("column", "output", "on_invalid")(param.name))

  /** The reader of a cell transformation with these parameters. */
  def reader(descriptor: Descriptor, params: Node): CellReader =
    new Decoder().transformation(descriptor, params) match {
      case cell: CellTransformation => cell.reader
      case other                    => throw new IllegalStateException(s"$other does not read cells")
    }

  /** The constants as parameters by name; a bare text or array is the first one. */
  private def fields(descriptor: Descriptor, constants: Option[Node]): Fields = {
    val named = (constants, params(descriptor).head) match {
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

  /** A constant as Spark holds it, to JSON. */
  private def node(value: Any, of: DataType): Node = (value, of) match {
    case (null, _)                              => Null()
    case (list: ArrayData, ArrayType(of, _))    => Items(list.toSeq[Any](of).map(node(_, of)))
    case (row: InternalRow, StructType(fields)) =>
      Fields(fields.toSeq.zipWithIndex.map { case (f, i) => Text(f.name) -> node(row.get(i, f.dataType), f.dataType) })
    case (flag: Boolean, _)    => Bool(flag)
    case (days: Int, DateType) => Text(java.time.LocalDate.ofEpochDay(days.toLong).toString)
    case (_, _: NumericType)   => Number(BigDecimal(value.toString))
    case _                     => Text(value.toString)
  }
}
