package peleus.thetis

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.ColumnarBatch

/** Rows of batches as maps of plain values, without those that are null. */
object CheckedRows {

  def of(batches: Iterator[ColumnarBatch], schema: StructType): Seq[Map[String, Any]] =
    batches.flatMap { batch =>
      Iterator.range(0, batch.numRows).map(i => row(batch.getRow(i), schema)).toVector
    }.toVector

  private def row(row: InternalRow, schema: StructType): Map[String, Any] =
    schema.fields.zipWithIndex.collect {
      case (field, i) if !row.isNullAt(i) => field.name -> value(row, i, field.dataType)
    }.toMap

  private def value(row: InternalRow, i: Int, of: DataType): Any = of match {
    case StringType                       => row.getUTF8String(i).toString
    case BinaryType                       => row.getBinary(i).toSeq
    case decimal: DecimalType             => row.getDecimal(i, decimal.precision, decimal.scale).toBigDecimal
    case ArrayType(struct: StructType, _) =>
      val list = row.getArray(i)
      (0 until list.numElements()).map { k =>
        val element = list.getStruct(k, struct.size)
        struct.indices.map(f => if (element.isNullAt(f)) null else element.getUTF8String(f).toString)
      }
    case ArrayType(_, _) =>
      val list = row.getArray(i)
      (0 until list.numElements()).map(k => if (list.isNullAt(k)) null else list.getUTF8String(k).toString)
    case _ => row.get(i, of)
  }
}
