package peleus.contract

import peleus.declared.Cursor
import peleus.transformations.Names
import peleus.{Nearest, Problem}

/** What a field may say about its failures. */
private[contract] object OnFailCheck {
  private val byName = Failure.all.map(kind => Names.snakeOf(kind) -> kind)

  /** Whether an action can be taken on a failure of this kind. */
  def suits(action: ActionName, kind: Failure): Boolean = unsuited(kind).forall { case (actions, _) =>
    !actions(action)
  }

  def apply(field: Field, at: Cursor): Seq[Problem] = field.onFail.toSeq.flatMap { case (name, action) =>
    byName.toMap.get(name) match {
      case None => Seq(at.key(name).problem(s"there is no failure '$name'${Nearest(name, byName.map(_._1))}"))
      case Some(kind) if !reachable(field, kind) => Seq(at.key(name).problem(s"is never met: ${instead(kind)}"))
      case Some(kind)                            => possible(field, kind, action, at / name) ++ value(action, at / name)
    }
  }

  /** Whether an action has the value that it wants, and no other. */
  def value(action: Action, at: Cursor): Option[Problem] = (action.action, action.value) match {
    case (ActionName.Default, None) =>
      Some(at.problem("'default' wants a value: write {default: …}"))
    case (other, Some(_)) if other != ActionName.Default =>
      Some((at / "value").problem(s"'${Names.snakeOf(other)}' takes no value"))
    case _ => None
  }

  private def possible(field: Field, kind: Failure, action: Action, at: Cursor): Option[Problem] = {
    val required = Option.when(field.required)(Set[ActionName](ActionName.SetNull) -> "the field is required")
    val reasons = unsuited(kind) ++ required
    reasons.find { case (actions, _) => actions(action.action) }.flatMap { case (_, why) =>
      val allowed = ActionName.all.filterNot(word => reasons.exists(_._1(word)))
      Allowed(action.action, allowed, why, at)
    }
  }

  /** Actions that make no sense for a kind, and why. */
  private def unsuited(kind: Failure): Seq[(Set[ActionName], String)] = {
    val whole = Set[ActionName](ActionName.Hold) -> "it is for rules about the whole delivery"
    kind match {
      case Failure.Type =>
        Seq(
          whole,
          Set[ActionName](ActionName.KeepFlag, ActionName.Warn) -> "what cannot be read leaves no value to keep"
        )
      case Failure.Missing => Seq(whole, Set[ActionName](ActionName.SetNull) -> "a missing cell is null already")
      case _               => Seq(whole)
    }
  }

  private def reachable(field: Field, kind: Failure): Boolean =
    kind == Failure.Missing || field.failures.contains(kind)

  private def instead(kind: Failure): String = kind match {
    case Failure.Type => "every text can be read as a string"
    case rule         => s"the field says no ${Names.snakeOf(rule)}"
  }
}
