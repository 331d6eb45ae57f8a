package peleus.functions

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.util.ArrayData
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction
import org.apache.spark.sql.types.{DataType, StringType}
import org.apache.spark.unsafe.types.UTF8String

/** A function bound to the types of its arguments; Spark's generated code calls one of its `invoke` methods.
  *
  * They are methods of the instance, not static ones: the instance keeps the reader that it compiled from the
  * constants, and generated code calls either kind alike. Spark looks for them among the methods that the class itself
  * declares; scalac gives a class those of its traits.
  */
sealed trait BoundCellFunction extends ScalarFunction[Any] {
  protected def types: Seq[DataType]
  protected def settings: Settings
  protected def result(reader: CellReader, cell: UTF8String): Any

  def invoke(cell: UTF8String): Any = call(cell, null)
  def invoke(cell: UTF8String, first: UTF8String): Any = call(cell, first)
  def invoke(cell: UTF8String, first: ArrayData): Any = call(cell, first)
  def invoke(cell: UTF8String, byName: InternalRow): Any = call(cell, byName)

  /** Refuses constants that are not allowed; runs at analysis. */
  def check(constants: Option[Any]): Unit = settings.reader(constants.orNull): Unit

  override def inputTypes(): Array[DataType] = types.toArray
  override def canonicalName(): String = s"peleus.$name(${types.map(_.catalogString).mkString(", ")})"

  // Spark names a column after the call, and so after this.
  override def toString: String = s"peleus.$name"

  // Spark passes nulls in and leaves them to the function.
  private def call(cell: UTF8String, constants: Any): Any =
    if (cell == null) null else result(settings.reader(constants), cell)
}

/** Gives the value of a cell. Calls of equal functions on equal arguments are computed once. */
private[functions] final case class ValueFunction(
    override val name: String,
    override protected val types: Seq[DataType],
    override protected val settings: Settings,
    override val resultType: DataType
) extends BoundCellFunction {
  override protected def result(reader: CellReader, cell: UTF8String): Any = CellValue.of(reader, cell)
}

/** Gives the code of why a cell has no value. */
private[functions] final case class ErrorFunction(
    override val name: String,
    override protected val types: Seq[DataType],
    override protected val settings: Settings
) extends BoundCellFunction {
  override def resultType(): DataType = StringType
  override protected def result(reader: CellReader, cell: UTF8String): Any = reader.error(cell)
}
