package peleus

import java.util.Locale

/** Numbers as sentences show them, the same whatever language the machine speaks. */
private[peleus] object Shown {

  /** `28,244` */
  def count(n: Long): String = String.format(Locale.ROOT, "%,d", n)

  /** `1 row`, `28,244 rows`: the noun of one, with an s for all other numbers. */
  def count(n: Long, noun: String): String = s"${count(n)} $noun${if (n == 1) "" else "s"}"

  /** How much a table holds: `28,206 rows, 41 columns`. */
  def size(rows: Long, columns: Int): String = s"${count(rows, "row")}, ${count(columns.toLong, "column")}"

  /** A share in percent: `6.00 %`. */
  def percent(part: Long, whole: Long): String =
    String.format(Locale.ROOT, "%.2f %%", if (whole == 0) 0.0 else 100.0 * part / whole)
}
