package peleus.learning

import java.time.LocalDate

import peleus.transformations.{In, doc, since}

/** What is learned from a table, and how. Read by [[ModelFile]], which fills in the short writings and what follows
  * from what else is said, so that here every value has one form.
  */
@doc("What is learned from the rows of a table, and how the best model is found.")
@since("0.1")
final case class Model(
    @doc("name of the model; its folder in the registry is called after it") model: String,
    @doc("what it is about, for people") description: Option[String] = None,
    @doc("what is predicted") problem: ProblemType = ProblemType.Binary,
    @doc("the column that is predicted") label: Label,
    @doc("column with the moment at which a row is scored: nothing that comes later may be a feature")
    scoringMoment: Option[In] = None,
    @doc("recipe that prepares the features, a file beside this one; what it learns is learned from training rows only")
    recipe: Option[String] = None,
    @doc("the columns that the model sees") features: Features,
    @doc("which rows are trained on and which are kept for measuring") split: Split,
    @doc("families of models with the values to try of each setting, from simple to complex")
    candidates: Map[String, Map[String, Seq[Double]]],
    @doc("how the best candidate is found") search: Search = Search(),
    @doc("from which score on a row counts as positive; only of problem binary, default: both costs are 1")
    threshold: Option[Threshold] = None,
    @doc("how many of the worst mistakes of each kind the evaluation lists, 0 to 1000") mistakes: Int = 20,
    @doc("seed of everything that is drawn at random") seed: Long = 0
)

/** What is predicted. */
sealed trait ProblemType extends Product with Serializable
object ProblemType {
  @doc("whether a row is positive") case object Binary extends ProblemType
  @doc("a number") case object Regression extends ProblemType

  val all: Seq[ProblemType] = Seq(Binary, Regression)
}

@doc("The column that is predicted.")
final case class Label(
    @doc("name of the column") column: In,
    @doc("the value that counts as positive, compared as text; problem binary wants it, regression has none")
    positive: Option[String] = None
)

@doc("The columns that the model sees, each once.")
final case class Features(
    @doc("columns with numbers; where one is missing, it is filled in from training rows")
    numeric: Seq[In] = Nil,
    @doc("columns with one of several values; a value that training did not see has a place of its own")
    categorical: Seq[In] = Nil
)

@doc("Which rows are trained on and which are kept for measuring.")
final case class Split(
    @doc("how rows are divided") strategy: Strategy,
    @doc("strategy time: the column of type DATE or TIMESTAMP that the periods are of") column: Option[In] = None,
    @doc("strategy time: the rows that are trained on") train: Option[Period] = None,
    @doc("strategy time: the rows that settings are compared on, instead of folds") validation: Option[Period] = None,
    @doc("strategy time: the rows that the result is measured on, once") test: Option[Period] = None,
    @doc("strategy hash: the parts of the rows") shares: Option[Shares] = None,
    @doc("columns whose equal values stay together; strategy hash wants it, default of time: the column")
    key: Seq[In] = Nil,
    @doc("changes which rows fall where") salt: String = "",
    @doc("into how many folds training rows are divided, 2 or more; default where no validation is given: 3")
    folds: Option[Int] = None
) {

  /** Whether settings are compared on rows of their own, and not by folds. */
  def validates: Boolean = validation.isDefined || shares.exists(_.validation.isDefined)
}

/** How rows are divided. */
sealed trait Strategy extends Product with Serializable
object Strategy {
  @doc("by periods of a column: what is learned in one is measured in another") case object Time extends Strategy
  @doc("by a hash of the key: the same rows fall into the same part, however many others arrive")
  case object Hash extends Strategy
}

@doc("A period, half open: from is in it, before is not.")
final case class Period(
    @doc("first day") from: Option[LocalDate] = None,
    @doc("day after the last") before: Option[LocalDate] = None
)

@doc("Parts of the rows, each above 0; what is left of 1 is left out.")
final case class Shares(
    @doc("part that is trained on") train: Double,
    @doc("part that settings are compared on, instead of folds") validation: Option[Double] = None,
    @doc("part that the result is measured on, once") test: Double
)

@doc("How the best candidate is found.")
final case class Search(
    @doc("which settings are tried") method: Method = Method.Grid,
    @doc("what is compared; default: area_under_pr, of a regression rmse") metric: Option[Metric] = None,
    @doc("which setting is taken of each family, and then of these") rule: Rule = Rule.Best
)

/** Which settings are tried. */
sealed trait Method extends Product with Serializable
object Method {
  @doc("every combination of the values") case object Grid extends Method
}

/** What is compared, on rows that the model was not trained on.
  *
  * @param problem
  *   the problem that it measures
  */
sealed abstract class Metric(val problem: ProblemType) extends Product with Serializable
object Metric {
  @doc("binary: area under the curve of precision over recall; more is better")
  case object AreaUnderPr extends Metric(ProblemType.Binary)
  @doc("binary: area under the curve of true over false positives; more is better")
  case object AreaUnderRoc extends Metric(ProblemType.Binary)
  @doc("binary: mean of -log of the probability that what happened was given; less is better")
  case object LogLoss extends Metric(ProblemType.Binary)
  @doc("regression: root of the mean squared error; less is better")
  case object Rmse extends Metric(ProblemType.Regression)
  @doc("regression: mean absolute error; less is better")
  case object Mae extends Metric(ProblemType.Regression)
  @doc("regression: share of the variance that is explained; more is better")
  case object R2 extends Metric(ProblemType.Regression)

  /** Those of a problem; the first is its default. */
  def of(problem: ProblemType): Seq[Metric] =
    Seq(AreaUnderPr, AreaUnderRoc, LogLoss, Rmse, Mae, R2).filter(_.problem == problem)
}

/** Which setting is taken. */
sealed trait Rule extends Product with Serializable
object Rule {
  @doc("the one with the best mean over the folds") case object Best extends Rule
  @doc("the first in the file whose mean is within one standard error of the best; wants folds")
  case object OneStandardError extends Rule
}

@doc("From which score on a row counts as positive: where the cost is least.")
final case class Threshold(
    @doc("what mistakes cost") cost: Cost
)

@doc("What one mistake of each kind costs, in any unit; each above 0.")
final case class Cost(
    @doc("a false positive, a row that is called positive and is not") fp: Double,
    @doc("a false negative, a row that is positive and is not called so") fn: Double
)
