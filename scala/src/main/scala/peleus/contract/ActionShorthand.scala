package peleus.contract

import peleus.declared.Cursor
import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.Names
import peleus.{Nearest, Problem}

/** The short writings of `on_fail`.
  *
  * {{{
  * on_fail: keep_flag                          every kind of failure that the field can have and the action can treat
  * on_fail: {maximum: keep_flag}               on_fail: {maximum: {action: keep_flag}}
  * on_fail: {missing: {default: "0.0"}}        on_fail: {missing: {action: default, value: "0.0"}}
  * }}}
  *
  * @param tell
  *   takes what is wrong
  */
final private[contract] class ActionShorthand(tell: Problem => Unit) {

  /** Of a field, as it is written. */
  def ofField(field: Fields, onFail: Node, at: Cursor): Node = onFail match {
    case word: Text      => everyKind(field, word, at)
    case Fields(entries) => Fields(entries.map { case (kind, said) => kind -> one(said) })
    case other           => other
  }

  /** One action. */
  def one(said: Node): Node = said match {
    case word: Text                                  => Fields(Seq(Text("action") -> word)).placed(word.at)
    case Fields(Seq((key @ Text("default"), value))) =>
      Fields(Seq(Text("action") -> Text(key.value).placed(key.at), Text("value") -> value)).placed(said.at)
    case other => other
  }

  private def everyKind(field: Fields, word: Text, at: Cursor): Node =
    ActionName.all.find(Names.snakeOf(_) == word.value) match {
      case None =>
        tell(at.problem(s"'${word.value}' is not allowed${Nearest(word.value, ActionName.all.map(Names.snakeOf))}"))
        fields()
      case Some(action) =>
        val kinds = Failure.all.filter(kind => canFail(field, kind) && OnFailCheck.suits(action, kind))
        if (kinds.isEmpty) tell(at.problem(s"'${word.value}' does nothing: the field has no failure that it can treat"))
        Fields(kinds.map(kind => Text(Names.snakeOf(kind)).placed(word.at) -> one(word)))
    }

  private def canFail(field: Fields, kind: Failure): Boolean = kind match {
    case Failure.Missing => field.get("required").contains(Bool(true))
    case Failure.Type    => field.get("type").exists(_ != Text("string"))
    case rule            => field.get(Names.snakeOf(rule)).exists(_ != Null())
  }
}
