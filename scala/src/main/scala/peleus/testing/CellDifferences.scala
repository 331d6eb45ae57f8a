package peleus.testing

import org.apache.spark.sql.Row
import org.apache.spark.sql.types.{ArrayType, DataType, MapType, StructType}

/** One value that differs between two rows.
  *
  * @param path
  *   where, such as `items[2].price`
  * @param actual
  *   text of the actual value; `(absent)` where an array or a map has no such element
  * @param expected
  *   text of the expected value
  */
final case class CellDifference(path: String, actual: String, expected: String)

/** Finds the innermost values in which two cells differ. */
private[testing] final class CellDifferences(cells: Cells) {

  /** The differences between two values of one type; empty when they are equal. */
  def apply(path: String, dataType: DataType, actual: Any, expected: Any): Iterator[CellDifference] =
    if (cells.equal(actual, expected)) Iterator.empty
    else
      (dataType, actual, expected) match {
        case (struct: StructType, a: Row, e: Row) =>
          struct.indices.iterator.flatMap { i =>
            apply(Path.field(path, struct(i).name), struct(i).dataType, a.get(i), e.get(i))
          }
        case (ArrayType(element, _), a: collection.Seq[_], e: collection.Seq[_]) =>
          Iterator.range(0, a.length.max(e.length)).flatMap { i =>
            optional(Path.element(path, i), element, a.lift(i), e.lift(i))
          }
        case (MapType(_, value, _), a: collection.Map[_, _], e: collection.Map[_, _]) =>
          val (actualByKey, expectedByKey) = (byKey(a), byKey(e))
          (actualByKey ++ expectedByKey).toSeq.sortBy(_._1).iterator.flatMap { case (text, (key, _)) =>
            val at = Path.entry(path, key)
            optional(at, value, actualByKey.get(text).map(_._2), expectedByKey.get(text).map(_._2))
          }
        case _ => Iterator.single(leaf(path, actual, expected))
      }

  private def leaf(path: String, actual: Any, expected: Any): CellDifference = {
    val (a, e) = CellText.pair(actual, expected)
    CellDifference(path, a, e)
  }

  private def optional(path: String, dataType: DataType, actual: Option[Any], expected: Option[Any]) =
    (actual, expected) match {
      case (Some(a), Some(e)) => apply(path, dataType, a, e)
      case _                  =>
        def text(value: Option[Any]) = value.fold(CellDifferences.Absent)(CellText(_))
        Iterator.single(CellDifference(path, text(actual), text(expected)))
    }

  /** Entries by the exact text of their key: two NaN keys, or two equal byte arrays, are one key. */
  private def byKey(map: collection.Map[_, _]): Map[String, (Any, Any)] =
    map.iterator.map { case (k, v) => KeyWriter.exactText(k) -> ((k, v)) }.toMap
}

private object CellDifferences {
  val Absent = "(absent)"
}
