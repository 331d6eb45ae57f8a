package peleus.contract

import scala.collection.mutable.ListBuffer

import peleus.declared.{Cursor, Rewrite}
import peleus.document.Node
import peleus.document.Node._
import peleus.{Nearest, Problem}

/** The short writings of a contract to the long form that its descriptor describes, everything at its place.
  *
  * {{{
  * carrier: string                       carrier: {type: string}
  * enum: carriers.csv                    enum: [AF, BA, …]
  * missing_values: ["", NA]              missing_values: [NA]; an empty cell is missing anyway
  * tolerate: {rows: 5000}                tolerate: {percent: null, rows: 5000}
  * on_fail, rules                        see ActionShorthand, RuleShorthand
  * }}}
  * What it does not know it leaves as it is: the descriptor's checker says what is wrong with it.
  *
  * @param load
  *   gives the text of a file beside the contract
  */
final private[contract] class Shorthand(load: ValueFile.Load) {
  private val found = ListBuffer.empty[Problem]
  private val actions = new ActionShorthand(found.addOne(_))
  private val rules = new RuleShorthand(actions, found.addOne(_))

  /** What is wrong with the trees that were rewritten. */
  def problems: Seq[Problem] = found.toSeq

  /** The long form of a contract. */
  def apply(contract: Node): Node = {
    val top = Cursor(contract)
    Rewrite(contract) {
      case ("delivery", node)        => Rewrite(node) { case ("missing_values", words) => withoutEmpty(words) }
      case ("policy", node)          => Rewrite(node) { case ("tolerate", said) => tolerance(said) }
      case ("fields", node)          => Rewrite(node) { case (name, said) => field(name, said, top / "fields" / name) }
      case ("rules", Items(entries)) =>
        Items(entries.zipWithIndex.map { case (rule, i) => rules(rule, top / "rules" / i) })
    }
  }

  private def field(name: String, node: Node, at: Cursor): Node = node match {
    case word: Text  => Fields(Seq(Text("type") -> word))
    case all: Fields =>
      Rewrite(all) {
        case ("missing_values", words)                       => withoutEmpty(words)
        case ("enum", Text(file)) if ValueFile.isNamed(file) => values(file, name, at / "enum")
        case ("on_fail", said)                               => actions.ofField(all, said, at / "on_fail")
      }
    case other => other
  }

  private def values(file: String, field: String, at: Cursor): Node =
    ValueFile.values(file, field, load) match {
      case Right(values) => texts(values)
      case Left(why)     =>
        found += at.problem(why)
        Items(Nil)
    }

  private def withoutEmpty(words: Node): Node = words match {
    case Text("")      => Items(Nil)
    case Items(values) => Items(values.filterNot(_ == Text("")))
    case other         => other
  }

  /** What is given replaces the default wholly: rows alone leave no limit in percent. */
  private def tolerance(said: Node): Node = said match {
    case limits: Fields if limits.get("percent").isEmpty => Fields(limits.entries :+ (Text("percent") -> Null()))
    case other                                           => other
  }
}

private[contract] object Shorthand {

  /** The entries whose keys are allowed; the others are told. */
  def known(entries: Seq[(Text, Node)], allowed: Seq[String], at: Cursor, tell: Problem => Unit): Seq[(Text, Node)] = {
    val (known, unknown) = entries.partition { case (key, _) => allowed.contains(key.value) }
    unknown.foreach { case (key, _) =>
      tell(at.problem(s"unknown key '${key.value}'${Nearest(key.value, allowed)}").copy(at = key.at))
    }
    known
  }
}
