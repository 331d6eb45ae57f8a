package peleus.contract

import java.util.Locale

import org.apache.spark.sql.peleusbridge.ParsedExpression

import peleus.declared.{Checks, Cursor}
import peleus.thetis.records.Fault
import peleus.{Nearest, Problem}

/** What a contract may say about whole rows and about the whole delivery. */
private[contract] object RulesCheck {
  private val ofRows = Seq[ActionName](
    ActionName.Fail,
    ActionName.Quarantine,
    ActionName.Drop,
    ActionName.KeepFlag,
    ActionName.Warn
  )
  private val ofDeliveries = Seq[ActionName](ActionName.Fail, ActionName.Hold, ActionName.Warn)

  /** Why records are rejected that cannot be cut into cells: reasons with no field, as those of row rules are. */
  private val reserved = Fault.names.tail.toSet

  def apply(draft: Draft): Seq[Problem] = {
    val names = draft.rules.map(_._1.name)
    draft.rules.zipWithIndex.flatMap { case ((rule, position), i) =>
      val at = draft.at / "rules" / position
      name(rule.name, names.take(i), at / "name") ++ says(rule, draft.fieldNames, at) ++ action(rule, at / "on_fail")
    }
  }

  private def name(name: String, before: Seq[String], at: Cursor): Seq[Problem] = {
    val twice = Option.when(before.contains(name))(at.problem(s"two rules are called '$name': give one another name"))
    val taken = Option.when(reserved(name))(at.problem(s"'$name' is a reason of Peleus' own: choose another name"))
    Checks.name(name, at).toSeq ++ twice ++ taken
  }

  private def says(rule: Rule, fields: Seq[String], at: Cursor): Seq[Problem] =
    rule.expr.toSeq.flatMap(expr => expression(expr.sql, fields, at / "expr")) ++
      unique(rule.unique, fields, at / "unique") ++
      rule.rowCount.toSeq.flatMap(rowCount(_, at / "row_count"))

  private def expression(sql: String, fields: Seq[String], at: Cursor): Seq[Problem] =
    try {
      val parsed = ParsedExpression(sql)
      val known = fields.map(_.toLowerCase(Locale.ROOT)).toSet
      val unknown = parsed.columns.filterNot(name => known(name.toLowerCase(Locale.ROOT)))
      unknown.map(name => at.problem(s"there is no field '$name'${Nearest(name, fields)}")) ++
        parsed.beyondTheRow.map(what => at.problem(s"$what looks beyond its row: a rule about rows cannot"))
    } catch { case e: IllegalArgumentException => Seq(at.problem(e.getMessage)) }

  private def unique(names: Seq[String], fields: Seq[String], at: Cursor): Seq[Problem] =
    names.zipWithIndex.flatMap { case (name, i) =>
      if (!fields.contains(name)) Some((at / i).problem(s"there is no field '$name'${Nearest(name, fields)}"))
      else Option.when(names.indexOf(name) < i)((at / i).problem(s"'$name' is given twice"))
    }

  private def rowCount(bounds: Bounds, at: Cursor): Seq[Problem] = {
    val negative = Seq("minimum" -> bounds.minimum, "maximum" -> bounds.maximum).collect {
      case (key, Some(count)) if count < 0 => (at / key).problem(s"$count is too few: 0 and more are allowed")
    }
    val crossed =
      for (least <- bounds.minimum; most <- bounds.maximum if least > most)
        yield (at / "minimum").problem(s"$least is more than maximum, $most")
    val none = Option.when(bounds == Bounds())(at.problem("says no bound: give minimum, maximum or both"))
    negative ++ crossed ++ none
  }

  private def action(rule: Rule, at: Cursor): Seq[Problem] = rule.onFail.toSeq.flatMap { action =>
    val (allowed, why) =
      if (rule.expr.isDefined) (ofRows, "the rule is about whole rows")
      else (ofDeliveries, "the rule is about the whole delivery")
    Allowed(action.action, allowed, why, at).toSeq ++ OnFailCheck.value(action, at)
  }
}
