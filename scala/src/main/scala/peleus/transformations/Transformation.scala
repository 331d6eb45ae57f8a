package peleus.transformations

import scala.collection.immutable.VectorMap
import scala.runtime.ScalaRunTime

import org.apache.spark.sql.functions.{concat, lit, raise_error, when}
import org.apache.spark.sql.peleusbridge.Cells
import org.apache.spark.sql.{Column, DataFrame}

import peleus.Refused
import peleus.document.Node
import peleus.functions.CellReader

/** A named change of a table: a case class whose constructor parameters are its declaration.
  *
  * `apply` only builds a plan: it runs no job and reads no row, and may be called any number of times.
  */
trait Transformation extends (DataFrame => DataFrame) with Product with Serializable {

  // A function's own toString would win over the case class's.
  override def toString: String = ScalaRunTime._toString(this)
}

/** One column in, one column out, in one projection. */
trait ColumnTransformation extends Transformation {
  def column: In

  /** The new column; none replaces `column`. */
  def output: Option[Out]

  protected def compute(value: Column): Column

  final def target: String = output.fold(column.name)(_.name)

  def apply(df: DataFrame): DataFrame = project(df, Nil)

  /** Computes the target and what stands beside it; a column that is there already is not overwritten. */
  final protected def project(df: DataFrame, beside: Seq[(String, Column)]): DataFrame = {
    val input = Input(this, df)
    val others = output.map(_.name).filterNot(_.equalsIgnoreCase(column.name)).toSeq
    input.wantsNew(others, "output")
    input.wantsNew(beside.map(_._1), "on_invalid")
    df.withColumns(VectorMap.from((target -> compute(column.column)) +: beside))
  }
}

/** A function of one cell. Its declaration also gives the SQL function `peleus.<name>`. */
trait CellTransformation extends ColumnTransformation {

  /** What reads a cell, with the parameters that are not about columns in it. */
  def reader: CellReader

  override protected def compute(cell: Column): Column = Cells.value(cell, reader, name)

  final protected def name: String = Names.snakeOf(this)
}

/** A function of one cell that cannot read every cell. The declaration gives `peleus.<name>_error` too. */
trait ParsingTransformation extends CellTransformation {
  def onInvalid: OnInvalid

  final override def apply(df: DataFrame): DataFrame = project(df, beside)

  private def beside: Seq[(String, Column)] = onInvalid match {
    case OnInvalid.Keep                     => Seq(s"${target}_raw" -> when(error.isNotNull, column.column))
    case OnInvalid.Flag                     => Seq(s"${target}_error" -> error)
    case OnInvalid.SetNull | OnInvalid.Fail => Nil
  }

  final override protected def compute(cell: Column): Column = {
    val value = super.compute(cell)
    if (onInvalid == OnInvalid.Fail) when(value.isNull && error.isNotNull, raise_error(failure)).otherwise(value)
    else value
  }

  private def error: Column = Cells.error(column.column, reader, name)

  private def failure: Column = concat(
    lit(s"$name: column ${column.name}: '"),
    column.column,
    lit("' cannot be read: "),
    error
  )
}

/** Learns constants from data before it can be applied. */
trait Learned extends Transformation {

  /** Whether these parameters leave anything to learn. If not, it is applied without a fit. */
  def needsFit: Boolean = true

  /** The constants, as a DataFrame of one row that Spark has not computed yet. Only called where [[needsFit]]. */
  def fit(df: DataFrame): DataFrame

  /** Applies the constants of [[fit]]'s row as JSON. An empty mapping, as in the dry run, has no constant: it counts as
    * null.
    */
  def apply(df: DataFrame, fitted: Node): DataFrame

  final def apply(df: DataFrame): DataFrame =
    if (needsFit) throw Refused.because("learns from data: fit it first", Names.snakeOf(this))
    else apply(df, Node.fields())
}

private[peleus] object Learned {

  /** Applies a transformation, with the constants that it learned where it has any. */
  def applied(transformation: Transformation, df: DataFrame, fitted: Option[Node]): DataFrame =
    (transformation, fitted) match {
      case (learned: Learned, Some(constants)) => learned(df, constants)
      case _                                   => transformation(df)
    }

  /** What applying it would give, where nothing was learned yet. Spark analyses the fit too, and runs neither. */
  def dryRun(transformation: Transformation, empty: DataFrame): DataFrame = transformation match {
    case learned: Learned if learned.needsFit =>
      learned.fit(empty).schema: Unit
      learned(empty, Node.fields())
    case other => other(empty)
  }

  /** What it learns: one row, lazy. Refuses what learns nothing. */
  def fit(transformation: Transformation, df: DataFrame): DataFrame = transformation match {
    case learned: Learned if learned.needsFit => learned.fit(df)
    case other => throw Refused.because("has nothing to learn from data", Names.snakeOf(other))
  }

  /** Why a command refuses it that has no training rows. */
  val noRows: String = "learns from rows, and only training may choose them: " +
    "such a step stands in the recipe that model.yaml names"
}
