package peleus.contract

import peleus.Problem
import peleus.declared.Cursor

/** What a contract may say about records that fail. */
private[contract] object PolicyCheck {
  private val defaults = Seq[ActionName](ActionName.Fail, ActionName.Quarantine, ActionName.Drop)

  def apply(policy: Policy, at: Cursor): Seq[Problem] =
    Allowed(policy.default, defaults, "it is for failures of every kind", at / "default").toSeq ++
      tolerance(policy.tolerate, at / "tolerate")

  private def tolerance(limits: Tolerance, at: Cursor): Seq[Problem] = {
    val percent = limits.percent.filter(share => !(share >= 0 && share <= 100)).map { share =>
      (at / "percent").problem(s"$share is no share: 0 to 100 are allowed")
    }
    val rows = limits.rows.filter(_ < 0).map(n => (at / "rows").problem(s"$n is too few: 0 and more are allowed"))
    val none = Option.when(limits.percent.isEmpty && limits.rows.isEmpty) {
      at.problem("says no limit: give percent, rows or both; percent: 100 tolerates everything")
    }
    percent.toSeq ++ rows ++ none
  }
}
