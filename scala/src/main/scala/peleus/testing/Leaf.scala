package peleus.testing

import org.apache.spark.sql.Row
import org.apache.spark.sql.types.{DataType, StructType}

/** A column, or a field of a struct at any depth.
  *
  * @param path
  *   its name for people
  * @param column
  *   position of the column
  * @param fields
  *   positions of the nested fields, outermost first
  */
private[testing] final case class Leaf(path: String, column: Int, fields: List[Int] = Nil) {

  /** The value in a row; null when a struct around it is null. */
  def value(row: IndexedSeq[Any]): Any = fields.foldLeft(row(column)) {
    case (struct: Row, field) => struct.get(field)
    case (_, _)               => null
  }
}

private[testing] object Leaf {

  /** All leaves of a schema in order. */
  def of(schema: StructType): IndexedSeq[Leaf] =
    columns(schema).flatMap(leaf => below(leaf, schema(leaf.column).dataType))

  /** The columns of a schema, not taken apart. */
  def columns(schema: StructType): IndexedSeq[Leaf] = schema.indices.map(i => Leaf(Path.root(schema(i).name), i))

  private def below(leaf: Leaf, dataType: DataType): Seq[Leaf] = dataType match {
    case struct: StructType if struct.nonEmpty =>
      struct.indices.flatMap { i =>
        below(leaf.copy(path = Path.field(leaf.path, struct(i).name), fields = leaf.fields :+ i), struct(i).dataType)
      }
    case _ => Seq(leaf)
  }
}
