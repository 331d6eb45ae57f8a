package peleus.thetis.columns

import org.apache.spark.sql.types.{DataType, Decimal}
import org.apache.spark.sql.vectorized.{ColumnVector, ColumnarArray, ColumnarMap}
import org.apache.spark.unsafe.types.UTF8String

/** A column of a batch, as Spark reads it; each kind of column says what it holds. Memory is the heap's. */
private[thetis] abstract class Vector(of: DataType) extends ColumnVector(of) {
  override def close(): Unit = ()
  override def hasNull: Boolean = true
  override def numNulls: Int = -1 // not counted

  override def getBoolean(row: Int): Boolean = refuse()
  override def getByte(row: Int): Byte = refuse()
  override def getShort(row: Int): Short = refuse()
  override def getInt(row: Int): Int = refuse()
  override def getLong(row: Int): Long = refuse()
  override def getFloat(row: Int): Float = refuse()
  override def getDouble(row: Int): Double = refuse()
  override def getArray(row: Int): ColumnarArray = refuse()
  override def getMap(row: Int): ColumnarMap = refuse()
  override def getDecimal(row: Int, precision: Int, scale: Int): Decimal = refuse()
  override def getUTF8String(row: Int): UTF8String = refuse()
  override def getBinary(row: Int): Array[Byte] = refuse()
  override def getChild(ordinal: Int): ColumnVector = refuse()

  private def refuse(): Nothing = throw new UnsupportedOperationException(s"a column of ${dataType.sql}")
}
