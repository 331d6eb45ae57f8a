package peleus

import java.util.Locale

import org.apache.commons.text.similarity.LevenshteinDistance
import org.apache.spark.SparkThrowable

/** A place in a file that somebody wrote. Lines and columns count from 1. */
final case class At(source: String, line: Int, column: Int) {
  override def toString: String = s"$source:$line:$column"
}

/** One thing that is wrong.
  *
  * @param at
  *   where it was written; none for values that came from code
  * @param path
  *   which value, such as `steps[2].parse_date.formats[0]`; empty when the whole is meant
  * @param what
  *   what arrived and what is allowed, as a sentence
  */
final case class Problem(at: Option[At], path: String, what: String) {

  /** The same problem, seen from a level further out. */
  def under(outer: String): Problem = copy(path = Seq(outer, path).filter(_.nonEmpty).mkString("."))

  override def toString: String = Seq(at.fold("")(_.toString), path, what).filter(_.nonEmpty).mkString(": ")
}

/** What was asked for is not allowed. Carries every problem that was found, one a line in the message. */
final case class Refused(problems: Seq[Problem])
    extends IllegalArgumentException(problems.mkString("\n"))
    with SparkThrowable {

  /** Spark carries it to Python unchanged, in a classic session and through Connect; Python knows us by it. */
  override def getCondition: String = Refused.Condition
}

object Refused {
  val Condition = "PELEUS_REFUSED"

  /** A refusal of a file: its problems in the order of their places, each once. */
  def inOrder(problems: Seq[Problem]): Refused =
    Refused(problems.distinct.sortBy(_.at.fold((0, 0))(at => (at.line, at.column))))

  /** A refusal for one reason. */
  def because(what: String, path: String = "", at: Option[At] = None): Refused = Refused(Seq(Problem(at, path, what)))
}

/** The end of a sentence about a name that is not known. */
object Nearest {
  private val Listed = 20

  /** `, did you mean 'x'? (allowed: x, y)`; the question only where one allowed name is close. */
  def apply(arrived: String, allowed: Seq[String]): String = {
    val question = closest(arrived, allowed).fold("")(name => s", did you mean '$name'?")
    val more = if (allowed.size > Listed) s" and ${allowed.size - Listed} more" else ""
    val names = if (allowed.isEmpty) "nothing" else allowed.take(Listed).mkString(", ") + more
    s"$question (allowed: $names)"
  }

  /** The allowed name that was probably meant. */
  private[peleus] def closest(arrived: String, allowed: Seq[String]): Option[String] = {
    val far = math.min(arrived.length - 1, math.max(2, arrived.length / 3))
    allowed.map(name => name -> distance(arrived, name)).filter(_._2 <= far).minByOption(_._2).map(_._1)
  }

  private def distance(a: String, b: String): Int =
    LevenshteinDistance.getDefaultInstance.apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT)).intValue
}
