package peleus.learning

import scala.collection.immutable.VectorMap

/** What a file leaves out and what else it says decides. */
private[learning] object Defaults {
  private val Folds = 3

  /** The model with nothing left open; one that is complete stays as it is. */
  def apply(model: Model): Model = model.copy(
    split = split(model.split),
    candidates = VectorMap.from(model.candidates.map { case (name, tried) => name -> settings(name, tried) }),
    search = model.search.copy(metric = model.search.metric.orElse(Metric.of(model.problem).headOption)),
    threshold = model.threshold.orElse(Option.when(model.problem == ProblemType.Binary)(Threshold(Cost(1, 1))))
  )

  private def split(split: Split): Split = split.copy(
    key = if (split.key.isEmpty) split.column.toSeq else split.key,
    folds = split.folds.orElse(Option.unless(split.validates)(Folds))
  )

  private def settings(family: String, tried: Map[String, Seq[Double]]): Map[String, Seq[Double]] = {
    val ours = for {
      setting <- Families.named(family).toSeq.flatMap(_.settings) if !tried.contains(setting.name)
      value <- setting.default
    } yield setting.name -> Seq(value.toDouble)
    VectorMap.from(tried) ++ ours
  }
}
