package peleus.thetis.run

import org.apache.spark.sql.functions._
import org.apache.spark.sql.peleusbridge.Attempts
import org.apache.spark.sql.types.BooleanType
import org.apache.spark.sql.{Column, DataFrame, SparkSession}

import peleus.Refused
import peleus.contract.{ActionName, Contract, Rule}
import peleus.thetis.CheckedRow
import peleus.transformations.{Names, Quoted, SqlExpression}

/** The rules about whole rows, in one projection over what the checker let through.
  *
  * A rule of which SQL says null passes; one that cannot be computed for a row, such as a division by zero, fails. Rows
  * that the checker has rejected or dropped are not looked at: their cells may have no value.
  *
  * Adds the column [[RowRules.Failed]], a bit for each rule in the order of the contract; null where none failed.
  */
private[peleus] final class RowRules(contract: Contract) {
  import RowRules._

  if (contract.rowRules.size > MostRules)
    throw Refused.because(s"holds ${contract.rowRules.size} rules about rows; allowed are $MostRules", "rules")

  private val rules = contract.rowRules.zipWithIndex.map { case (rule, i) => Numbered(rule, 1L << i) }

  /** @throws peleus.Refused
    *   when a rule is no condition over the fields
    */
  def apply(rows: DataFrame): DataFrame =
    if (rules.isEmpty) rows
    else {
      verifySession(rows.sparkSession)
      rules.foreach(verify(rows, _))
      val failed = rules.map(numbered => when(passes(numbered.rule), 0L).otherwise(numbered.bit)).reduce(_ bitwiseOR _)
      decided(rows.withColumn(Failed, when(col(CheckedRow.Route) === CheckedRow.Clean, nullIf(failed, 0L))))
    }

  private def passes(rule: Rule): Column =
    coalesce(Attempts.orNull(coalesce(expr(rule.expr.get.sql), lit(true))), lit(false))

  private def nullIf(value: Column, nothing: Long): Column = when(value =!= nothing, value)

  private def decided(rows: DataFrame): DataFrame = {
    val routed = rows.withColumns(Map(CheckedRow.Route -> route, CheckedRow.Reasons -> reasons))
    if (flagged.isEmpty) routed else routed.withColumn(CheckedRow.Flags, flags)
  }

  private def route: Column =
    when(fails(rejecting), CheckedRow.Rejects)
      .when(fails(dropping), CheckedRow.Dropped)
      .otherwise(col(CheckedRow.Route))

  private def reasons: Column = {
    val found = rules.map { case Numbered(rule, bit) =>
      val reason = struct(
        lit(null).cast("string").as("column"),
        lit(rule.name).as("rule"),
        lit(rule.name).as("code"),
        lit(null).cast("string").as("value"),
        lit(Names.snakeOf(contract.action(rule).action)).as("action")
      )
      when(fails(bit), reason)
    }
    appended(CheckedRow.Reasons, array(found: _*))
  }

  private def flags: Column =
    appended(CheckedRow.Flags, array(flagged.map { case Numbered(rule, bit) => when(fails(bit), lit(rule.name)) }: _*))

  /** What is there already, and what is new; null entries are left out. */
  private def appended(column: String, found: Column): Column = {
    val fresh = array_compact(found)
    when(col(Failed).isNull || size(fresh) === 0, col(column))
      .otherwise(when(col(column).isNull, fresh).otherwise(concat(col(column), fresh)))
  }

  private def fails(bits: Long): Column = col(Failed).bitwiseAND(bits) =!= 0L

  private def of(actions: ActionName*): Seq[Numbered] =
    rules.filter(numbered => actions.contains(contract.action(numbered.rule).action))

  private def rejecting: Long = of(ActionName.Fail, ActionName.Quarantine).map(_.bit).sum
  private def dropping: Long = of(ActionName.Drop).map(_.bit).sum
  private def flagged: Seq[Numbered] = of(ActionName.KeepFlag)

  /** Settings that would change what SQL says of a row. */
  private def verifySession(spark: SparkSession): Unit =
    Seq("spark.sql.ansi.enabled" -> "true", "spark.sql.caseSensitive" -> "false").foreach { case (setting, wanted) =>
      val got = spark.conf.get(setting, wanted)
      if (got != wanted) throw Refused.because(s"the session has $setting=$got; rules about rows want $wanted")
    }

  private def verify(rows: DataFrame, numbered: Numbered): Unit = {
    val fields = rows.select(contract.fields.keys.toSeq.map(name => col(Quoted(name))): _*)
    val sql = numbered.rule.expr.get.sql
    def refuse(why: String) = throw Refused.because(s"'$sql' $why", s"rules.${numbered.rule.name}.expr")
    SqlExpression.problem(fields, sql).foreach(refuse)
    val of = fields.select(expr(sql)).schema.head.dataType
    if (of != BooleanType) refuse(s"wants to be a condition, and is ${of.sql}")
  }
}

private[peleus] object RowRules {

  /** One bit each. */
  private val MostRules = java.lang.Long.SIZE

  /** The column of failed rules, as bits. */
  val Failed = "_failed_rules"

  private final case class Numbered(rule: Rule, bit: Long)
}
