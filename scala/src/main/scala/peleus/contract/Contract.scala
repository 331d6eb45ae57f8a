package peleus.contract

import peleus.Refused
import peleus.transformations.{Allowance, Expr, Names, doc, since}

/** What a delivery must look like, and what becomes of what does not. Read by [[ContractFile]], which fills in the
  * short writings, so that here every field has one form.
  */
@doc("What a delivery must look like, and what becomes of what does not.")
@since("0.1")
final case class Contract(
    @doc("name of what is delivered; the table is called after it") contract: String,
    @doc("version of the contract, such as 1.2.0") version: String,
    @doc("what arrives: files, encoding, layout") delivery: Delivery,
    @doc("the columns of the table, in its order") fields: Map[String, Field],
    @doc("what it is about, for people") description: Option[String] = None,
    @doc("what becomes of records that fail, and how many may") policy: Policy = Policy(),
    @doc("rules about whole rows and about the whole delivery") rules: Seq[Rule] = Nil
) {

  /** Rules that each row meets or fails. */
  def rowRules: Seq[Rule] = rules.filter(_.expr.isDefined)

  /** Rules that only the whole delivery meets or fails. */
  def datasetRules: Seq[Rule] = rules.filter(_.expr.isEmpty)

  /** What becomes of a failure of this kind in this field. */
  def action(field: Field, failure: Failure): Action =
    field.onFail.getOrElse(Names.snakeOf(failure), Action(policy.default))

  /** What becomes of a row that fails this rule, or of the whole delivery. */
  def action(rule: Rule): Action =
    rule.onFail.getOrElse(Action(if (rule.expr.isDefined) policy.default else ActionName.Hold))
}

@doc("One column: how its cells are written and what they may hold.")
final case class Field(
    @doc("string, integer (64 bits), number (double), decimal(p,s) up to 18 digits, boolean or date")
    `type`: FieldType = FieldType("string"),
    @doc("what it means, for people") description: Option[String] = None,
    @doc("labels that the header may give it; its own name always counts") labels: Seq[String] = Nil,
    @doc("whether each record must have a value") required: Boolean = false,
    @doc("layouts of a date such as dd/MM/yyyy, tried in order; default: yyyy-MM-dd") formats: Seq[String] = Nil,
    @doc("languages of the names of months: fr, en") languages: Seq[String] = Seq("fr", "en"),
    @doc("first year of the hundred that two-digit years fall in; yy needs it") pivotYear: Option[Int] = None,
    @doc("decimal marks of a number: . or , or both") decimalChar: Seq[String] = Seq("."),
    @doc("group marks of a number: space . , '") groupChar: Seq[String] = Nil,
    @doc("what else a number may be written with") allow: Seq[Allowance] = Nil,
    @doc("words for true; default: those of parse_boolean") trueValues: Seq[String] = Nil,
    @doc("words for false; default: those of parse_boolean") falseValues: Seq[String] = Nil,
    @doc("words that say that there is no value, instead of the delivery's") missingValues: Option[Seq[String]] = None,
    @doc("lowest number or earliest date") minimum: Option[String] = None,
    @doc("highest number or latest date") maximum: Option[String] = None,
    @doc("fewest characters of a text") minLength: Option[Int] = None,
    @doc("most characters of a text") maxLength: Option[Int] = None,
    @doc("regular expression of Java that the whole text matches") pattern: Option[String] = None,
    @doc("the values that are allowed, as they are written in the file") `enum`: Seq[String] = Nil,
    @doc("whether its values stay out of rejects, logs and reports") mask: Boolean = false,
    @doc(
      "what becomes of failures, by kind: missing, type, minimum, maximum, min_length, max_length, pattern, enum; " +
        "set_null is not for missing nor for required fields, keep_flag and warn not for type, hold for none"
    )
    onFail: Map[String, Action] = Map.empty
) {

  /** Whether a missing cell is a failure. */
  def wantsValue: Boolean = required || onFail.contains("missing")

  /** The ways in which its cells may fail, in the order of [[Failure.all]]. */
  def failures: Seq[Failure] = Failure.all.filter {
    case Failure.Missing   => wantsValue
    case Failure.Type      => `type`.name != "string"
    case Failure.Minimum   => minimum.isDefined
    case Failure.Maximum   => maximum.isDefined
    case Failure.MinLength => minLength.isDefined
    case Failure.MaxLength => maxLength.isDefined
    case Failure.Pattern   => pattern.isDefined
    case Failure.Enum      => `enum`.nonEmpty
  }
}

@doc("What arrives: files, encoding, layout.")
final case class Delivery(
    @doc("names of the files, such as flights_{date:yyyy-MM}*.{csv,csv.gz,zip}") files: String,
    @doc("encodings to try in order: utf-8, windows-1252, iso-8859-1, iso-8859-15") encoding: Seq[String] = Seq(
      "utf-8"
    ),
    @doc("how lines are cut into cells") dialect: Dialect = Dialect(),
    @doc("how the header must match the fields") fieldsMatch: FieldsMatch = FieldsMatch.Equal,
    @doc("words that say that there is no value; an empty cell always does") missingValues: Seq[String] = Nil
)

@doc("How lines are cut into cells.")
final case class Dialect(
    @doc("delimiters; where there are several, the one that gives the header's labels is taken")
    delimiter: Seq[String] = Seq(","),
    @doc("the quote, doubled inside quotes; null: there is none") quoteChar: Option[String] = Some("\""),
    @doc("lines before the header") preambleRows: Int = 0,
    @doc("most lines of one record; a quote that is open for longer spoils its first line alone")
    maxRecordLines: Int = 50
)

/** How a header must match the fields, in the words of Frictionless. */
sealed trait FieldsMatch extends Product with Serializable
object FieldsMatch {
  @doc("the same labels in the same order") case object Exact extends FieldsMatch
  @doc("the same labels in any order") case object Equal extends FieldsMatch
  @doc("all fields, and maybe other labels, which are not read") case object Subset extends FieldsMatch
  @doc("some of the fields and nothing else; the others are null") case object Superset extends FieldsMatch
  @doc("at least one of the fields, and maybe other labels") case object Partial extends FieldsMatch
}

@doc("What becomes of records that fail, and how many may.")
final case class Policy(
    @doc("what becomes of a failure where nothing else is said: fail, quarantine or drop")
    default: ActionName = ActionName.Quarantine,
    @doc("how many records may be rejected or dropped") tolerate: Tolerance = Tolerance(),
    @doc("what becomes of a delivery of which more is rejected or dropped") beyond: Beyond = Beyond.Hold
)

@doc("How many records may be rejected or dropped; what exceeds either is too much.")
final case class Tolerance(
    @doc("share of the records, in percent; there is no such limit where only rows is given")
    percent: Option[Double] = Some(5.0),
    @doc("number of records") rows: Option[Long] = None
)

/** What becomes of a delivery that is not good enough. */
sealed trait Beyond extends Product with Serializable
object Beyond {
  @doc("it is staged, and not published until it is released") case object Hold extends Beyond
  @doc("it is not published") case object Fail extends Beyond
}

/** What becomes of one failure. */
sealed trait ActionName extends Product with Serializable
object ActionName {
  @doc("the record is rejected and the delivery fails") case object Fail extends ActionName
  @doc("the record is rejected") case object Quarantine extends ActionName
  @doc("the record is dropped, and counted") case object Drop extends ActionName
  @doc("the cell becomes null; the change is recorded") case object SetNull extends ActionName
  @doc("the cell becomes a declared value; the change is recorded") case object Default extends ActionName
  @doc("the cell stays and the row is flagged") case object KeepFlag extends ActionName
  @doc("the cell stays; the failure is counted") case object Warn extends ActionName
  @doc("the delivery is held; only of rules about the whole delivery") case object Hold extends ActionName

  val all: Seq[ActionName] = Seq(Fail, Quarantine, Drop, SetNull, Default, KeepFlag, Warn, Hold)
}

@doc("What becomes of a failure.")
final case class Action(
    @doc("what becomes of it") action: ActionName,
    @doc("the value of the action default, as it would be written in the file") value: Option[String] = None
)

/** The ways in which a cell fails. The names are those of `on_fail` and of the reasons in rejects. */
sealed trait Failure extends Product with Serializable
object Failure {
  case object Missing extends Failure
  case object Type extends Failure
  case object Minimum extends Failure
  case object Maximum extends Failure
  case object MinLength extends Failure
  case object MaxLength extends Failure
  case object Pattern extends Failure
  case object Enum extends Failure

  val all: Seq[Failure] = Seq(Missing, Type, Minimum, Maximum, MinLength, MaxLength, Pattern, Enum)
}

@doc("A rule about whole rows (expr) or about the whole delivery (unique, row_count); exactly one of the three.")
final case class Rule(
    @doc("its name in reports") name: String,
    @doc("SQL that is true of each row; a row of which it says null passes") expr: Option[Expr] = None,
    @doc("fields that no two clean rows share; a row with a null among them passes") unique: Seq[String] = Nil,
    @doc("how many clean rows there must be") rowCount: Option[Bounds] = None,
    @doc(
      "what becomes of what fails. Of expr: fail, quarantine, drop, keep_flag or warn, default: the policy's; " +
        "of unique and row_count: fail, hold or warn, default: hold"
    )
    onFail: Option[Action] = None
) {
  if (Seq(expr.isDefined, unique.nonEmpty, rowCount.isDefined).count(identity) != 1)
    throw Refused.because(s"the rule '$name' wants exactly one of expr, unique, row_count")
}

@doc("Bounds, both inside.")
final case class Bounds(
    @doc("lowest") minimum: Option[Long] = None,
    @doc("highest") maximum: Option[Long] = None
)
