package peleus.kernels

/** The groups of digits met so far in a number, as bits of one Int: the kind of mark, the number of digits before the
  * first mark, and one bit for each number of digits met between two marks.
  */
private[kernels] object DigitGroups {

  /** No group mark yet. */
  final val Ungrouped = 0

  /** The groups with one more: `digits` of them came before a mark of this kind, 1 to 7. */
  def add(groups: Int, kind: Int, digits: Int): Int = {
    val size = math.min(digits, TooMany)
    if (groups == Ungrouped) kind | (size << FirstBit)
    else if ((groups & KindMask) == kind) groups | (1 << (BetweenBit + size))
    else Broken // two kinds of marks
  }

  /** What is left to check once the integer part has ended with `digits` after the last mark. */
  def closed(groups: Int, digits: Int, indian: Boolean): Int =
    if (areWellFormed(groups, digits, indian)) Ungrouped else Broken

  /** Whether the groups have their sizes, the last one having `digits`: three each but the first, which has one to
    * three. The Indian way has two between the first, of one or two, and the last.
    */
  def areWellFormed(groups: Int, digits: Int, indian: Boolean): Boolean =
    groups == Ungrouped || {
      val first = (groups >>> FirstBit) & FirstMask
      val between = groups >>> BetweenBit
      val threes = (between & ~(1 << 3)) == 0 && first <= 3
      val twos = indian && between == (1 << 2) && first <= 2
      digits == 3 && first >= 1 && (threes || twos)
    }

  /** A size that no group has; larger ones count as this one. */
  final private val TooMany = 4

  final private val KindMask = 7
  final private val FirstBit = 3
  final private val FirstMask = 7
  final private val BetweenBit = 6

  /** An empty group between two marks: never well formed, whatever follows. */
  final private val Broken = 1 << BetweenBit
}
