package org.apache.spark.sql.peleusbridge

import _root_.peleus.functions._
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult
import org.apache.spark.sql.catalyst.expressions.codegen.{CodegenContext, ExprCode}
import org.apache.spark.sql.catalyst.expressions.{Expression, UnaryExpression}
import org.apache.spark.sql.types.{DataType, DecimalType, StringType}
import org.apache.spark.unsafe.types.UTF8String

/** A reader at work in a plan, inside whole-stage code generation; the generated code calls the reader, no more. */
private[peleusbridge] sealed abstract class CellExpression extends UnaryExpression {
  def reader: CellReader
  def function: String

  final override def nullable: Boolean = true
  final override def nullIntolerant: Boolean = true
  final override def prettyName: String = s"peleus.$function"

  final override def checkInputDataTypes(): TypeCheckResult = child.dataType match {
    case _: StringType => TypeCheckResult.TypeCheckSuccess
    case other         => TypeCheckResult.TypeCheckFailure(s"$function reads text, and ${child.sql} is ${other.sql}")
  }

  protected def reference(ctx: CodegenContext, as: Class[_]): String =
    ctx.addReferenceObj("reader", reader, as.getName)
}

/** The value that a cell holds; null where it holds none. */
private[peleusbridge] final case class ReadCell(child: Expression, reader: CellReader, function: String)
    extends CellExpression {
  override def dataType: DataType = reader.dataType

  override protected def nullSafeEval(cell: Any): Any = CellValue.of(reader, cell.asInstanceOf[UTF8String])

  override protected def doGenCode(ctx: CodegenContext, ev: ExprCode): ExprCode = {
    val name = reference(ctx, called)
    val result = ctx.freshName("read")
    nullSafeCodeGen(ctx, ev, cell => read(s"$name.read($cell)", result, ev))
  }

  /** The trait that generated code calls. */
  private def called: Class[_ <: CellReader] = reader match {
    case _: IntReader     => classOf[IntReader]
    case _: LongReader    => classOf[LongReader]
    case _: DoubleReader  => classOf[DoubleReader]
    case _: BooleanReader => classOf[BooleanReader]
    case _: TextReader    => classOf[TextReader]
  }

  /** From what the reader gives to what Spark holds. */
  private def read(call: String, result: String, ev: ExprCode): String = reader match {
    case _: IntReader     => s"${ev.value} = $call; ${ev.isNull} = ${ev.value} < ${CellReader.LowestInt};"
    case _: DoubleReader  => s"${ev.value} = $call; ${ev.isNull} = Double.isNaN(${ev.value});"
    case _: TextReader    => s"${ev.value} = $call; ${ev.isNull} = ${ev.value} == null;"
    case _: BooleanReader =>
      s"int $result = $call; ${ev.isNull} = $result < 0; ${ev.value} = $result == 1;"
    case longs: LongReader =>
      s"""
        long $result = $call;
        ${ev.isNull} = $result < ${CellReader.LowestLong}L;
        if (!${ev.isNull}) ${ev.value} = ${exact(result, longs.dataType)};"""
  }

  private def exact(result: String, of: DataType): String = of match {
    case decimal: DecimalType => s"Decimal.createUnsafe($result, ${decimal.precision}, ${decimal.scale})"
    case _                    => result
  }

  override protected def withNewChildInternal(newChild: Expression): Expression = copy(child = newChild)
}

/** The code of why a cell holds no value; null where it does, where it is blank and where it is null. */
private[peleusbridge] final case class CellError(child: Expression, reader: CellReader, function: String)
    extends CellExpression {
  override def dataType: DataType = StringType

  override protected def nullSafeEval(cell: Any): Any = reader.error(cell.asInstanceOf[UTF8String])

  override protected def doGenCode(ctx: CodegenContext, ev: ExprCode): ExprCode = {
    val any = reference(ctx, classOf[CellReader])
    nullSafeCodeGen(
      ctx,
      ev,
      cell => s"""
        ${ev.value} = $any.error($cell);
        ${ev.isNull} = ${ev.value} == null;"""
    )
  }

  override protected def withNewChildInternal(newChild: Expression): Expression = copy(child = newChild)
}
