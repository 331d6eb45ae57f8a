package peleus.learning

/** Numbers that a model may hold outside its candidates; for those see [[Families]]. */
private[peleus] object Limits {
  val mistakes: Interval = Interval(0, Some(1000), whole = true)
  val folds: Interval = Interval(2, whole = true)
  val share: Interval = Interval(0, Some(1), above = true)
  val cost: Interval = Interval(0, above = true)

  /** The same by the keys whose numbers they limit. */
  val ofKeys: Map[String, Interval] = Map(
    "mistakes" -> mistakes,
    "folds" -> folds,
    "train" -> share,
    "validation" -> share,
    "test" -> share,
    "fp" -> cost,
    "fn" -> cost
  )
}
