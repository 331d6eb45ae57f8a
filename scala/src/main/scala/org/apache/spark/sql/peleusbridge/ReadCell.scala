package org.apache.spark.sql.peleusbridge

import _root_.peleus.functions.{CellReader, IntReader}
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult
import org.apache.spark.sql.catalyst.expressions.codegen.{CodegenContext, ExprCode}
import org.apache.spark.sql.catalyst.expressions.{Expression, UnaryExpression}
import org.apache.spark.sql.types.{DataType, StringType}
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

  override protected def nullSafeEval(cell: Any): Any = reader match {
    case ints: IntReader =>
      val value = ints.read(cell.asInstanceOf[UTF8String])
      if (value < CellReader.LowestInt) null else value
  }

  override protected def doGenCode(ctx: CodegenContext, ev: ExprCode): ExprCode = reader match {
    case _: IntReader =>
      val ints = reference(ctx, classOf[IntReader])
      nullSafeCodeGen(
        ctx,
        ev,
        cell => s"""
          ${ev.value} = $ints.read($cell);
          ${ev.isNull} = ${ev.value} < ${CellReader.LowestInt};"""
      )
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
