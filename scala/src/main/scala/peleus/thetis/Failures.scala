package peleus.thetis

import java.util.Arrays

/** Which rules the records of a batch fail: a bit for each rule, 64 rules a word, an array by row for each word. */
private[thetis] final class Failures(rules: Int, capacity: Int) {
  val words: Array[Array[Long]] = Array.fill(Failures.words(rules))(new Array[Long](capacity))

  def add(rule: Int, row: Int): Unit = words(rule >> 6)(row) |= 1L << rule

  def clear(rows: Int): Unit = words.foreach(Arrays.fill(_, 0, rows, 0L))

  def any(row: Int): Boolean = {
    var found = 0L
    var word = 0
    while (word < words.length) {
      found |= words(word)(row)
      word += 1
    }
    found != 0
  }

  /** Whether the row fails one of these rules, given as bits. */
  def anyOf(rules: Array[Long], row: Int): Boolean = {
    var found = 0L
    var word = 0
    while (word < words.length) {
      found |= words(word)(row) & rules(word)
      word += 1
    }
    found != 0
  }

  /** Calls `action` with each rule that the row fails, in their order. */
  def foreach(row: Int)(action: Int => Unit): Unit = {
    var word = 0
    while (word < words.length) {
      var rest = words(word)(row)
      while (rest != 0) {
        action((word << 6) + java.lang.Long.numberOfTrailingZeros(rest))
        rest &= rest - 1
      }
      word += 1
    }
  }
}

private[thetis] object Failures {

  /** Words for so many rules, at least one. */
  def words(rules: Int): Int = math.max((rules + 63) >> 6, 1)
}
