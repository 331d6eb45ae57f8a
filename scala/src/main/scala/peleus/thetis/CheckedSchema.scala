package peleus.thetis

import org.apache.spark.sql.types._

import peleus.contract.{ActionName, Contract}

/** The columns that the checker gives, with their types, in their order; what they hold says [[CheckedRow]]. */
private[thetis] object CheckedSchema {
  import CheckedRow._

  private def texts(names: String*): StructType = StructType(names.map(StructField(_, StringType)))

  private def list(of: DataType): ArrayType = ArrayType(of, containsNull = false)

  val reason: StructType = texts("column", "rule", "code", "value", "action")
  val change: StructType = texts("column", "rule", "before", "after")

  def apply(contract: Contract, rules: Seq[CellRule], stamped: Boolean): StructType = {
    val fields = contract.fields.toSeq.map { case (name, field) =>
      val column = StructField(name, field.`type`.dataType)
      if (field.mask) Masked.mark(column) else column
    }
    val actions = rules.map(_.action) ++ contract.rowRules.map(contract.action(_))
    val flags = Option.when(actions.exists(_.action == ActionName.KeepFlag))(Flags -> list(StringType))
    val changes = Option.when(rules.exists(_.changes))(Changes -> list(change))
    val place = Seq(File -> IntegerType, Line -> LongType, Route -> StringType)
    val record = Seq(
      Lines -> IntegerType,
      Offset -> LongType,
      Length -> IntegerType,
      Record -> StringType,
      Raw -> BinaryType,
      Cells -> ArrayType(StringType),
      Reasons -> list(reason)
    )
    val stamps = if (stamped) Seq(Delivery -> StringType, Run -> IntegerType) else Nil
    val others = flags ++ changes ++ place ++ record ++ ((Metrics -> StringType) +: stamps)
    StructType(fields ++ others.map { case (name, of) => StructField(name, of) })
  }
}
