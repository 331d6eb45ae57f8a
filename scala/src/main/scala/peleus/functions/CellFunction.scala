package peleus.functions

import org.apache.spark.sql.connector.catalog.functions.{BoundFunction, UnboundFunction}
import org.apache.spark.sql.types._

import peleus.transformations.Descriptor

/** The SQL face of a row-level transformation, before Spark has told the types of the arguments.
  *
  * The first argument is the cell. The second says how to read it, and takes three forms: a text or an array of texts
  * for the first parameter (`peleus.parse_date(birth, 'dd/MM/yyyy')`), or a struct with parameters by name
  * (`peleus.parse_date(birth, named_struct('formats', array('dd/MM/yy'), 'pivot_year', 1950))`).
  */
private[functions] final class CellFunction(descriptor: Descriptor, error: Boolean) extends UnboundFunction {
  override val name: String = if (error) s"${descriptor.name}_error" else descriptor.name
  override def description(): String = descriptor.doc

  override def bind(inputType: StructType): BoundFunction = {
    val types = inputType.fields.map(_.dataType)
    types match {
      case Array(_: StringType)                                               =>
      case Array(_: StringType, _: StringType | _: ArrayType | _: StructType) =>
      case _ => throw new UnsupportedOperationException(s"$usage; got (${types.map(_.sql).mkString(", ")})")
    }
    val settings = Settings(descriptor.name, types.lift(1))
    if (error) ErrorFunction(name, types.toSeq, settings)
    else ValueFunction(name, types.toSeq, settings, settings.resultType)
  }

  private def usage: String = {
    val first = descriptor.settings.head.name
    s"peleus.$name takes a text, then $first as a text or an array of texts, or a struct of parameters by name"
  }
}
