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
  * declares, so each class below declares all four.
  */
sealed abstract class BoundCellFunction[A](
    override val name: String,
    types: Array[DataType],
    override val resultType: DataType,
    settings: Settings
) extends ScalarFunction[A] {
  override def inputTypes(): Array[DataType] = types
  override def canonicalName(): String = s"peleus.$name(${types.map(_.catalogString).mkString(", ")})"

  /** Refuses constants that are not allowed; runs at analysis. */
  def check(constants: Option[Any]): Unit = settings.reader(constants.orNull): Unit

  protected def result(cell: UTF8String, reader: CellReader): A

  /** Nulls are passed in: Spark leaves them to the function. */
  protected final def call(cell: UTF8String, constants: Any): A =
    if (cell == null) null.asInstanceOf[A] else result(cell, settings.reader(constants))
}

/** A value that Spark holds as an Int. */
private[functions] final class IntFunction(name: String, types: Array[DataType], result: DataType, settings: Settings)
    extends BoundCellFunction[Integer](name, types, result, settings) {
  def invoke(cell: UTF8String): Integer = call(cell, null)
  def invoke(cell: UTF8String, first: UTF8String): Integer = call(cell, first)
  def invoke(cell: UTF8String, first: ArrayData): Integer = call(cell, first)
  def invoke(cell: UTF8String, byName: InternalRow): Integer = call(cell, byName)

  override protected def result(cell: UTF8String, reader: CellReader): Integer = {
    val value = reader.asInstanceOf[IntReader].read(cell)
    if (value < CellReader.LowestInt) null else value
  }
}

/** The reason code twin of any function. */
private[functions] final class ErrorFunction(name: String, types: Array[DataType], settings: Settings)
    extends BoundCellFunction[UTF8String](name, types, StringType, settings) {
  def invoke(cell: UTF8String): UTF8String = call(cell, null)
  def invoke(cell: UTF8String, first: UTF8String): UTF8String = call(cell, first)
  def invoke(cell: UTF8String, first: ArrayData): UTF8String = call(cell, first)
  def invoke(cell: UTF8String, byName: InternalRow): UTF8String = call(cell, byName)

  override protected def result(cell: UTF8String, reader: CellReader): UTF8String = reader.error(cell)
}
