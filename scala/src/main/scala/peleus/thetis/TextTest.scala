package peleus.thetis

import java.util.regex.{Pattern, PatternSyntaxException}

import org.apache.spark.unsafe.Platform
import org.apache.spark.unsafe.types.UTF8String

import peleus.Refused
import peleus.contract.{Failure, Field}
import peleus.kernels.{PatternKernel, TextSet}

/** What a text must be like. */
private[thetis] sealed trait TextTest extends Serializable {

  /** Whether the text is so: `length` bytes from `offset` of `base`, as Platform takes them. */
  def holds(base: AnyRef, offset: Long, length: Int): Boolean
}

/** At least so many code points. */
private[thetis] final class MinLength(least: Int) extends TextTest {
  override def holds(base: AnyRef, offset: Long, length: Int): Boolean =
    length >= least && (length >= least * CodePoints.MostBytes || CodePoints.count(base, offset, length) >= least)
}

/** At most so many code points. */
private[thetis] final class MaxLength(most: Int) extends TextTest {
  override def holds(base: AnyRef, offset: Long, length: Int): Boolean =
    length <= most || CodePoints.count(base, offset, length) <= most
}

/** One of a set of texts. */
private[thetis] final class OneOf(texts: TextSet) extends TextTest {
  override def holds(base: AnyRef, offset: Long, length: Int): Boolean = texts.contains(base, offset, length)
}

/** A whole match of a regular expression. A text that Java's matcher is too deep in to tell does not match: the error
  * would end the executor, for one cell.
  */
private[thetis] final class Matching(pattern: Pattern) extends TextTest {
  override def holds(base: AnyRef, offset: Long, length: Int): Boolean =
    try pattern.matcher(UTF8String.fromAddress(base, offset, length).toString).matches()
    catch { case _: StackOverflowError => false }
}

/** The same by a kernel; the regular expression decides what the kernel leaves open. */
private[thetis] final class MatchingKernel(kernel: PatternKernel, pattern: Matching) extends TextTest {
  override def holds(base: AnyRef, offset: Long, length: Int): Boolean = {
    val answer = kernel.matches(base, offset, length)
    if (answer == PatternKernel.Unclear) pattern.holds(base, offset, length) else answer == PatternKernel.Matches
  }
}

private[thetis] object CodePoints {

  /** Most bytes of one in UTF-8. */
  final val MostBytes = 4

  def count(base: AnyRef, offset: Long, length: Int): Int = {
    var count = 0
    var at = 0
    while (at < length) {
      if ((Platform.getByte(base, offset + at) & 0xc0) != 0x80) count += 1
      at += 1
    }
    count
  }
}

/** A test, and the number of the rule that fails with it. */
private[thetis] final case class TextRule(rule: Int, test: TextTest)

private[thetis] object TextRule {

  /** The tests of a field.
    *
    * @throws peleus.Refused
    *   when its pattern is no regular expression
    */
  def of(field: Field, rules: Seq[CellRule]): Seq[TextRule] = rules.flatMap { rule =>
    val test = rule.failure match {
      case Failure.MinLength => field.minLength.map(new MinLength(_))
      case Failure.MaxLength => field.maxLength.map(new MaxLength(_))
      case Failure.Pattern   => field.pattern.map(matching(rule.column, _))
      case Failure.Enum      => Some(new OneOf(TextSet(field.`enum`)))
      case _                 => None
    }
    test.map(TextRule(rule.id, _))
  }

  private def matching(column: String, pattern: String): TextTest = {
    val whole =
      try new Matching(Pattern.compile(pattern))
      catch {
        case e: PatternSyntaxException =>
          throw Refused.because(s"'$pattern' is no regular expression: ${e.getDescription}", s"fields.$column.pattern")
      }
    PatternKernel.compile(pattern).fold[TextTest](whole)(new MatchingKernel(_, whole))
  }
}
