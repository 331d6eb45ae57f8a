package org.apache.spark.sql.peleusbridge

import _root_.peleus.functions.CellReader
import org.apache.spark.sql.Column
import org.apache.spark.sql.classic.ExpressionUtils

/** Columns over a reader. Spark keeps the way from expression to Column to itself, so it is taken here. */
object Cells {

  /** What `reader` reads in each cell; null where it reads nothing. `function` names it in plans and errors. */
  def value(cell: Column, reader: CellReader, function: String): Column =
    ExpressionUtils.column(ReadCell(ExpressionUtils.expression(cell), reader, function))

  /** Why `reader` reads nothing in a cell, as a code; null where it reads something, where it is blank or null. */
  def error(cell: Column, reader: CellReader, function: String): Column =
    ExpressionUtils.column(CellError(ExpressionUtils.expression(cell), reader, s"${function}_error"))
}
