package peleus.thetis.columns

import java.util.Arrays

import org.apache.spark.sql.types._
import org.apache.spark.sql.vectorized.{ColumnVector, ColumnarArray}
import org.apache.spark.unsafe.types.UTF8String

/** A column of lists whose elements are added row by row; rows to which nothing is added are null.
  *
  * @param of
  *   an array of texts, or of structs of texts
  */
private[thetis] final class Lists(of: ArrayType, capacity: Int) {
  private val starts = new Array[Int](capacity)
  private val counts = new Array[Int](capacity)
  private val texts = Array.fill(Lists.textsOf(of.elementType))(new GrowingTexts)
  private var size = 0

  val vector: Vector = new ListVector(of, starts, counts, Lists.elements(of.elementType, texts.toIndexedSeq))

  /** Makes the first rows null. */
  def clear(rows: Int): Unit = {
    Arrays.fill(counts, 0, rows, 0)
    texts.foreach(_.clear())
    size = 0
  }

  /** Adds an element to the list of a row, of which all elements are added in a run; one text for each field. */
  def add(row: Int, values: UTF8String*): Unit = {
    if (counts(row) == 0) starts(row) = size
    counts(row) += 1
    size += 1
    values.indices.foreach(i => texts(i).add(values(i)))
  }
}

private object Lists {
  def textsOf(element: DataType): Int = element match {
    case StructType(fields) => fields.length
    case _                  => 1
  }

  def elements(of: DataType, texts: IndexedSeq[GrowingTexts]): Vector = of match {
    case struct: StructType => new StructVector(struct, texts)
    case _                  => texts.head
  }
}

private final class GrowingTexts extends Vector(StringType) {
  private var values = new Array[UTF8String](64)
  private var size = 0

  def clear(): Unit = size = 0

  def add(value: UTF8String): Unit = {
    if (size == values.length) values = Arrays.copyOf(values, size * 2)
    values(size) = value
    size += 1
  }

  override def isNullAt(row: Int): Boolean = values(row) == null
  override def getUTF8String(row: Int): UTF8String = values(row)
}

private final class StructVector(of: StructType, fields: IndexedSeq[Vector]) extends Vector(of) {
  override def isNullAt(row: Int): Boolean = false
  override def getChild(ordinal: Int): ColumnVector = fields(ordinal)
}

private final class ListVector(of: ArrayType, starts: Array[Int], counts: Array[Int], elements: Vector)
    extends Vector(of) {
  override def isNullAt(row: Int): Boolean = counts(row) == 0
  override def getArray(row: Int): ColumnarArray = new ColumnarArray(elements, starts(row), counts(row))
  override def getChild(ordinal: Int): ColumnVector = elements
}
