package peleus.testing

import java.math.BigDecimal
import java.nio.charset.StandardCharsets.ISO_8859_1
import java.sql.{Date, Timestamp}

import scala.collection.mutable

import org.apache.spark.sql.Row

/** What a value is compared by.
  *
  * @param text
  *   everything that must be exactly equal, in a form that no other value of the same type has
  * @param numbers
  *   the finite numbers that tolerance applies to, in the order in which `text` holds their places; empty when the
  *   comparison is exact
  */
private[testing] final case class Key(text: String, numbers: IndexedSeq[Number])

/** The equality of cells: NaN equals NaN, 0.0 equals -0.0, null equals null, maps are sets of entries, bytes are
  * compared by content. Values are those of a `Row`; two values must have the same type.
  */
private[testing] final class Cells(tolerance: Tolerance) {

  /** The key of one cell. */
  def key(value: Any): Key = {
    val writer = new KeyWriter(tolerance.isExact)
    writer.add(value)
    writer.result()
  }

  /** One key for several cells. */
  def key(values: Seq[Any]): Key = {
    val writer = new KeyWriter(tolerance.isExact)
    values.foreach(writer.add)
    writer.result()
  }

  /** True when two keys stand for equal values. */
  def equal(actual: Key, expected: Key): Boolean =
    actual.text == expected.text && tolerance.accepts(actual.numbers, expected.numbers)

  /** True when two cells are equal. */
  def equal(actual: Any, expected: Any): Boolean = equal(key(actual), key(expected))
}

/** Writes values one behind the other, each with its length or an end mark, so that a text can be cut in one way only.
  */
private final class KeyWriter(exact: Boolean) {
  private val text = new java.lang.StringBuilder
  private val numbers = mutable.ArrayBuffer.empty[Number]

  def result(): Key = Key(text.toString, numbers.toIndexedSeq)

  def add(value: Any): Unit = value match {
    case null                     => text.append('~')
    case s: String                => sized(s)
    case d: Double                => floating(d)
    case f: Float                 => floating(f.toDouble) // widening keeps every value apart
    case d: BigDecimal            => decimal(d)
    case d: scala.math.BigDecimal => decimal(d.bigDecimal)
    case bytes: Array[Byte]       => sized(new String(bytes, ISO_8859_1)) // one character a byte
    case row: Row                 =>
      text.append('(') // a struct of nulls is not null
      row.toSeq.foreach(add)
    case map: collection.Map[_, _]   => entries(map)
    case elements: collection.Seq[_] =>
      text.append('[').append(elements.length).append(':')
      elements.foreach(add)
    // the same moment or day may arrive as either class, depending on a setting of the session
    case d: Date      => sized(d.toLocalDate.toString)
    case t: Timestamp => sized(t.toInstant.toString)
    case other => sized(other.toString) // integers, booleans, java.time, intervals, variants: their text tells all
  }

  private def floating(value: Double): Unit =
    if (exact || value.isNaN || value.isInfinite) text.append(value + 0.0).append(';') // -0.0 + 0.0 is 0.0
    else tolerant(value)

  private def decimal(value: BigDecimal): Unit =
    if (exact) text.append(value.stripTrailingZeros).append(';') else tolerant(value)

  private def tolerant(value: Number): Unit = {
    text.append('#')
    numbers += value
  }

  /** Entries in the order of their keys. Keys are exact even when the values are not. */
  private def entries(map: collection.Map[_, _]): Unit = {
    text.append('{').append(map.size).append(':')
    map.iterator.map { case (k, v) => KeyWriter.exactText(k) -> v }.toSeq.sortBy(_._1).foreach { case (k, v) =>
      sized(k)
      add(v)
    }
  }

  private def sized(s: String): Unit = text.append(s.length).append(':').append(s)
}

private[testing] object KeyWriter {

  /** Text that two values share only when they are exactly equal. */
  def exactText(value: Any): String = {
    val writer = new KeyWriter(exact = true)
    writer.add(value)
    writer.result().text
  }
}
