package peleus.contract

import peleus.Problem
import peleus.declared.{Cursor, Rewrite}
import peleus.document.Node
import peleus.document.Node._

/** The short writings of an entry of `rules`: one key, the name, with what the rule says below it.
  *
  * {{{
  * flew_if_arrived: {expr: "air_time > 0", on_fail: warn}
  * flew_if_arrived: "air_time > 0"
  * one_per_day: {unique: [date, flight]}
  * unique: [date, flight]                                      the name is unique
  * unique: {fields: [date, flight], on_fail: hold}
  * row_count: {minimum: 1, on_fail: hold}                      the name is row_count
  * }}}
  * The long form has a key `name`.
  *
  * @param tell
  *   takes what is wrong
  */
final private[contract] class RuleShorthand(actions: ActionShorthand, tell: Problem => Unit) {

  def apply(rule: Node, at: Cursor): Node = {
    val long = rule match {
      case Fields(Seq((name, body))) if name.value != "name" => named(name, body, at)
      case other                                             => other
    }
    Rewrite(long) { case ("on_fail", said) => actions.one(said) }.placed(rule.at)
  }

  private def named(name: Text, body: Node, at: Cursor): Node = (name.value, body) match {
    case ("unique", Fields(entries))   => unique(name, entries, at)
    case ("row_count", bounds: Fields) => rowCount(name, bounds, at)
    case (_, Fields(entries))          => rule(name, known(entries, Seq("expr", "unique", "row_count", "on_fail"), at))
    case (kind @ ("unique" | "row_count"), _) => rule(name, Seq(Text(kind) -> body))
    case _                                    => rule(name, Seq(Text("expr") -> body))
  }

  private def unique(name: Text, entries: Seq[(Text, Node)], at: Cursor): Node = {
    val said = known(entries, Seq("fields", "on_fail"), at)
    rule(name, said.map { case (key, value) => (if (key.value == "fields") Text("unique") else key) -> value })
  }

  private def rowCount(name: Text, body: Fields, at: Cursor): Node = {
    val (action, bounds) =
      known(body.entries, Seq("minimum", "maximum", "on_fail"), at).partition(_._1.value == "on_fail")
    rule(name, (Text("row_count") -> Fields(bounds).placed(body.at)) +: action)
  }

  private def rule(name: Text, entries: Seq[(Text, Node)]): Node = Fields((Text("name") -> name) +: entries)

  private def known(entries: Seq[(Text, Node)], allowed: Seq[String], at: Cursor): Seq[(Text, Node)] =
    Shorthand.known(entries, allowed, at, tell)
}
