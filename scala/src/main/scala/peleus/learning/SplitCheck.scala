package peleus.learning

import peleus.Problem
import peleus.declared.{Checks, Cursor}

/** How rows may be divided. */
private[learning] object SplitCheck {

  def apply(split: Split, at: Cursor): Seq[Problem] = {
    val own = split.strategy match {
      case Strategy.Time => time(split, at)
      case Strategy.Hash => hash(split, at)
    }
    val names = split.key.map(_.name)
    own ++ Checks.twice(names, at / "key")(name => s"'$name'") ++ folds(split, at / "folds")
  }

  private def time(split: Split, at: Cursor): Seq[Problem] = {
    val said = Seq("column" -> split.column, "train" -> split.train, "test" -> split.test)
    val periods = Seq("train" -> split.train, "validation" -> split.validation, "test" -> split.test)
    missing(said, "time", at) ++
      idle(Seq("shares" -> split.shares), "time", "hash", at) ++
      PeriodsCheck(periods.collect { case (key, Some(period)) => key -> period }, at)
  }

  private def hash(split: Split, at: Cursor): Seq[Problem] = {
    val ofTime = Seq(
      "column" -> split.column,
      "train" -> split.train,
      "validation" -> split.validation,
      "test" -> split.test
    )
    missing(Seq("shares" -> split.shares, "key" -> split.key.headOption), "hash", at) ++
      idle(ofTime, "hash", "time", at) ++
      split.shares.toSeq.flatMap(shares(_, at / "shares"))
  }

  private def missing(keys: Seq[(String, Option[Any])], strategy: String, at: Cursor): Seq[Problem] =
    keys.collect { case (key, None) => at.problem(s"'$key' is missing: the strategy $strategy wants it") }

  private def idle(keys: Seq[(String, Option[Any])], strategy: String, other: String, at: Cursor): Seq[Problem] =
    keys.collect { case (key, Some(_)) =>
      (at / key).problem(s"does nothing for the strategy $strategy (it is for: $other)")
    }

  private def shares(shares: Shares, at: Cursor): Seq[Problem] = {
    val all = Seq("train" -> Some(shares.train), "validation" -> shares.validation, "test" -> Some(shares.test))
    val said = all.collect { case (key, Some(share)) => key -> share }
    val outside = said.flatMap { case (key, share) => Limits.share.check(share, at / key) }
    // Summed as they are written: doubles may sum to a little more.
    val sum = said.map { case (_, share) => BigDecimal(share) }.sum
    outside ++ Option.when(outside.isEmpty && sum > 1)(at.problem(s"the shares sum to $sum: 1 at most is allowed"))
  }

  private def folds(split: Split, at: Cursor): Seq[Problem] = split.folds.toSeq.flatMap { number =>
    val both = Option.when(split.validates) {
      at.problem("settings are compared by folds or on a validation set: give one of the two")
    }
    Limits.folds.check(number, at) ++ both
  }
}
