package peleus.testing

import java.math.BigDecimal
import java.sql.{Date, Timestamp}

import org.apache.spark.sql.Row

/** Values as text for people: strings in quotes, decimals with all their digits, bytes as hex, moments in UTC. */
private[testing] object CellText {
  private val MaxLength = 80
  private val Lead = 15

  /** The text of one value, shortened when it is long. */
  def apply(value: Any): String = cut(whole(value), 0)

  /** The texts of two values that differ. Of long texts the part around the first difference is shown. */
  def pair(actual: Any, expected: Any): (String, String) = {
    val (a, e) = (whole(actual), whole(expected))
    val different = a.zip(e).indexWhere { case (x, y) => x != y }
    val start = if (different > MaxLength - Lead) different - Lead else 0
    (cut(a, start), cut(e, start))
  }

  private def cut(text: String, start: Int): String = {
    val head = if (start > 0) "…" else ""
    val tail = if (text.length > start + MaxLength) "…" else ""
    head + text.slice(start, start + MaxLength) + tail
  }

  private def whole(value: Any): String = value match {
    case null                           => "null"
    case s: String                      => quoted(s)
    case d: BigDecimal                  => d.toPlainString
    case bytes: Array[Byte]             => bytes.map(b => f"${b & 0xff}%02X").mkString("X'", "", "'")
    case row: Row if row.schema != null =>
      row.schema.fieldNames.toSeq
        .zip(row.toSeq)
        .map { case (n, v) => s"${Path.root(n)}: ${whole(v)}" }
        .mkString("{", ", ", "}")
    case row: Row                  => row.toSeq.map(whole).mkString("{", ", ", "}")
    case map: collection.Map[_, _] =>
      map.toSeq.map { case (k, v) => s"${whole(k)}: ${whole(v)}" }.sorted.mkString("{", ", ", "}")
    case elements: collection.Seq[_] => elements.map(whole).mkString("[", ", ", "]")
    case d: Date                     => d.toLocalDate.toString
    case t: Timestamp                => t.toInstant.toString
    case other                       => other.toString
  }

  private def quoted(text: String): String = text.flatMap(visible).mkString("'", "", "'")

  /** Characters that cannot be told from nothing or from a plain space are the differences that people search longest.
    */
  private def visible(c: Char): String = c match {
    case '\n'                              => "\\n"
    case '\r'                              => "\\r"
    case '\t'                              => "\\t"
    case '\''                              => "\\'"
    case '\\'                              => "\\\\"
    case ' '                               => " "
    case _ if unseen(Character.getType(c)) => s"\\u${"%04x".formatLocal(java.util.Locale.ROOT, c.toInt)}"
    case _                                 => c.toString
  }

  private def unseen(category: Int): Boolean =
    category == Character.CONTROL || category == Character.FORMAT || category == Character.SPACE_SEPARATOR ||
      category == Character.LINE_SEPARATOR || category == Character.PARAGRAPH_SEPARATOR ||
      category == Character.NON_SPACING_MARK
}
