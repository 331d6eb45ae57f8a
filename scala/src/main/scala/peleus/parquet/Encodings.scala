package peleus.parquet

import org.apache.parquet.column.values.ValuesWriter
import org.apache.parquet.column.values.factory.{DefaultValuesWriterFactory, ValuesWriterFactory}
import org.apache.parquet.column.{ColumnDescriptor, ParquetProperties}
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName._

/** How values are written: ours where they may repeat, those of parquet-java for all others. */
private[parquet] final class Encodings extends ValuesWriterFactory {
  private val others = new DefaultValuesWriterFactory
  private var properties: ParquetProperties = _

  override def initialize(properties: ParquetProperties): Unit = {
    others.initialize(properties)
    this.properties = properties
  }

  override def newValuesWriter(column: ColumnDescriptor): ValuesWriter =
    column.getPrimitiveType.getPrimitiveTypeName match {
      case INT32          => new NumberValues(Integer.BYTES, properties.getAllocator)
      case INT64 | DOUBLE => new NumberValues(java.lang.Long.BYTES, properties.getAllocator)
      case BINARY         => new TextValues(properties.getAllocator)
      case _              => others.newValuesWriter(column)
    }
}
