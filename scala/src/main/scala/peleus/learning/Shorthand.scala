package peleus.learning

import scala.collection.mutable.ListBuffer

import peleus.Problem
import peleus.declared.{Cursor, Rewrite}
import peleus.document.Node
import peleus.document.Node._

/** The short writings of a model to the long form that its descriptor describes, everything at its place.
  *
  * {{{
  * train: "< 2013-10-01"                      train: {before: 2013-10-01}
  * test: ">= 2013-10-01"                      test: {from: 2013-10-01}
  * validation: ">= 2013-08-01 < 2013-10-01"   validation: {from: 2013-08-01, before: 2013-10-01}
  * gbt: null                                  gbt: {}
  * }}}
  * What it does not know it leaves as it is: the descriptor's checker says what is wrong with it. One number for a list
  * of one is read by [[peleus.declared.Words]].
  */
final private[learning] class Shorthand {
  private val found = ListBuffer.empty[Problem]

  /** What is wrong with the trees that were rewritten. */
  def problems: Seq[Problem] = found.toSeq

  /** The long form of a model. */
  def apply(model: Node): Node = {
    val at = Cursor(model) / "split"
    Rewrite(model) {
      case ("candidates", node) => Rewrite(node) { case (_, Null()) => fields() }
      case ("split", node)      =>
        Rewrite(node) { case (key @ ("train" | "validation" | "test"), text: Text) => period(text, at / key) }
    }
  }

  private def period(text: Text, at: Cursor): Node = Shorthand.bounds(text.value) match {
    case Some(bounds) => Fields(bounds.map { case (key, day) => Text(key) -> Text(day).placed(text.at) })
    case None         =>
      found += at.problem(
        s"'${text.value}' is no period: write >= and its first day, < and the day after its last, or both, " +
          "such as '>= 2013-08-01 < 2013-10-01'"
      )
      text
  }
}

private[learning] object Shorthand {
  private val Bound = """(>=|<)\s*([^\s<>=]+)""".r
  private val keys = Map(">=" -> "from", "<" -> "before")

  /** The bounds that a text says, each at most once; none where it says anything else. */
  private def bounds(text: String): Option[Seq[(String, String)]] = {
    val said = Bound.findAllMatchIn(text).map(bound => keys(bound.group(1)) -> bound.group(2)).toSeq
    val onlyBounds = Bound.replaceAllIn(text, "").isBlank
    Option.when(said.nonEmpty && onlyBounds && said.toMap.size == said.size)(said)
  }
}
