package peleus.kernels

import org.apache.spark.unsafe.Platform

/** Tells whether a whole text matches a regular expression, by an automaton over its bytes; see
  * [[PatternKernel.compile]]. Safe for use by many threads.
  *
  * One step of the automaton for each byte: `steps(state + kind of the byte)` is the next state. A state's number is
  * where its row begins.
  *
  * @param kinds
  *   by byte, the kind of characters that no class of the pattern tells apart
  * @param accepting
  *   by row, whether the text may end there
  */
final class PatternKernel private (kinds: Array[Byte], steps: Array[Int], accepting: Array[Boolean], width: Int)
    extends Serializable {

  /** [[PatternKernel.Matches]], [[PatternKernel.Differs]], or [[PatternKernel.Unclear]] where only java.util.regex can
    * tell: where the text holds a character that begins as an end of a line outside ASCII does. Never throws, allocates
    * nothing.
    *
    * @param base
    *   the object that holds the bytes, which are UTF-8, with `offset` as Platform takes it
    * @param length
    *   bytes of the text
    */
  def matches(base: AnyRef, offset: Long, length: Int): Int = {
    val end = offset + length
    var at = offset
    var state = PatternAutomaton.First * width
    while (at < end) {
      state = steps(state + kinds(Platform.getByte(base, at) & 0xff))
      at += 1
    }
    val row = state / width
    if (row == PatternAutomaton.Unclear) PatternKernel.Unclear
    else if (accepting(row)) PatternKernel.Matches
    else PatternKernel.Differs
  }
}

/** Compiles kernels and names their answers. */
object PatternKernel {
  final val Differs = 0
  final val Matches = 1
  final val Unclear = 2

  /** The kernel that says the same as `java.util.regex.Pattern.matches`.
    *
    * @param pattern
    *   a regular expression that java.util.regex takes
    * @return
    *   none where the pattern holds what the kernel cannot match exactly: flags, looking around, references, possessive
    *   quantifiers, characters outside ASCII, word boundaries; or where the automaton would be large
    */
  def compile(pattern: String): Option[PatternKernel] =
    PatternSyntax.read(pattern).flatMap(PatternAutomaton.build).map { automaton =>
      new PatternKernel(automaton.kinds, automaton.steps, automaton.accepting, automaton.width)
    }
}
