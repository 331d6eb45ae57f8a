package peleus.kernels

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

/** Cleans the white space of one cell of text; see [[WhitespaceCleaner.compile]]. Safe for use by many threads. */
final class WhitespaceCleaner private (collapse: Boolean) extends Serializable {

  /** The cell without blanks around it, with plain spaces for those inside, and without unseen characters.
    *
    * Blanks are all white space of Unicode, no-break spaces and ends of lines included. Unseen characters are removed
    * first, so they part no run of blanks: U+200B, U+2060, U+FEFF and the control characters that are no white space.
    * The joiners U+200C and U+200D and the soft hyphen stay. Malformed bytes stay as they are; where only an unseen
    * character parts two of them, a space takes its place, lest they join to another character.
    *
    * Cleaning a clean text changes nothing. Never throws.
    *
    * @param s
    *   the cell; never null
    * @return
    *   null when nothing is left; `s` itself when nothing changes; a text over the same bytes as `s` when only its ends
    *   change
    */
  def clean(s: UTF8String): UTF8String = {
    val base = s.getBaseObject
    val start = s.getBaseOffset
    val end = start + s.numBytes
    val first = Spacing.skip(base, start, end)
    val last = Spacing.skipBack(base, first, end)
    if (first == last) null
    else {
      val change = firstChange(base, first, last)
      if (change < last) rewrite(base, first, last, change)
      else if (first == start && last == end) s
      else UTF8String.fromAddress(base, first, (last - first).toInt)
    }
  }

  /** The first position whose character is not taken over as it stands; `end` when all are. The text begins with none
    * of these. Words of eight bytes overlap by one byte, so that each pair of spaces lies in one of them.
    */
  private def firstChange(base: AnyRef, start: Long, end: Long): Long = {
    val length = (end - start).toInt
    val head = WhitespaceCleaner.head(base, start, length)
    var at = 0
    var found = false
    while (at < length && !found) {
      val word = WhitespaceCleaner.fill(Words.at(base, start, at, length, head), length - at)
      val marks = Spacing.suspects(word) | (if (collapse) Spacing.repeatedSpaces(word) else 0L)
      if (marks == 0) at = if (length - at <= 8) length else at + 7
      else {
        at += Words.before(marks)
        found = Spacing.at(base, start + at, end) != 0
        if (!found) at += 1
      }
    }
    start + at
  }

  /** Copies the runs between the changes; no change stands at the ends. */
  private def rewrite(base: AnyRef, start: Long, end: Long, change: Long): UTF8String = {
    val out = new Array[Byte]((end - start).toInt)
    var size = WhitespaceCleaner.copy(base, start, change, out, 0)
    var at = change
    while (at < end) {
      val next = Spacing.skip(base, at, end)
      val spaces = spacesFor(blanks(base, at, next), out(size - 1), Platform.getByte(base, next))
      java.util.Arrays.fill(out, size, size + spaces, ' '.toByte)
      at = firstChange(base, next, end)
      size = WhitespaceCleaner.copy(base, next, at, out, size + spaces)
    }
    UTF8String.fromBytes(out, 0, size)
  }

  private def blanks(base: AnyRef, start: Long, end: Long): Int = {
    var count = 0
    var at = start
    while (at < end) {
      val found = Spacing.at(base, at, end)
      if (found > 0) count += 1
      at += math.abs(found)
    }
    count
  }

  /** Spaces that replace these blanks and the unseen characters among them, between two bytes of the result. */
  private def spacesFor(blanks: Int, before: Byte, after: Byte): Int =
    if (blanks == 0) { if (before < 0 && (after & 0xc0) == 0x80) 1 else 0 }
    else if (!collapse) blanks
    else if (before == ' ') 0
    else 1
}

/** Compiles cleaners. */
object WhitespaceCleaner {

  /** The cleaner that makes one space of each run of blanks (`collapse`), or one space of each blank. */
  def compile(collapse: Boolean): WhitespaceCleaner = new WhitespaceCleaner(collapse)

  /** Bytes that are taken over, to stand behind the end of a text. */
  final private val Filler = 0x7878787878787878L

  private def fill(word: Long, count: Int): Long = word | (Filler ^ Words.first(Filler, math.min(count, 8)))

  private def head(base: AnyRef, start: Long, length: Int): Long =
    if (length >= Words.MinLength) Words.head(base, start, length)
    else {
      var word = 0L
      var at = length - 1
      while (at >= 0) {
        word = (word << 8) | (Platform.getByte(base, start + at) & 0xff)
        at -= 1
      }
      word
    }

  /** Copies the bytes to `out` from `size` on, and gives the new size. */
  private def copy(base: AnyRef, start: Long, end: Long, out: Array[Byte], size: Int): Int = {
    Platform.copyMemory(base, start, out, Platform.BYTE_ARRAY_OFFSET.toLong + size, end - start)
    size + (end - start).toInt
  }
}
