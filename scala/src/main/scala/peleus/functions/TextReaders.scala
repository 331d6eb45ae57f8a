package peleus.functions

import org.apache.spark.sql.types.{BooleanType, DataType, StringType}
import org.apache.spark.unsafe.types.UTF8String

import peleus.kernels.{BooleanParser, MissingTokens, WhitespaceCleaner}

/** Reads a cell as true or false. */
final class TokenReader(parser: BooleanParser) extends BooleanReader {
  override def dataType: DataType = BooleanType
  override def read(base: AnyRef, offset: Long, length: Int): Int = parser.parse(base, offset, length)

  override def error(cell: UTF8String): UTF8String =
    if (parser.parse(cell) == BooleanParser.NoBoolean) TokenReader.noBoolean else null
}

private object TokenReader {
  private val noBoolean = UTF8String.fromString("no_boolean")
}

/** Reads a cell as text with its blanks put in order; there is no text that it cannot read. */
final class WhitespaceReader(cleaner: WhitespaceCleaner) extends TextReader {
  override def dataType: DataType = StringType
  override def read(cell: UTF8String): UTF8String = cleaner.clean(cell)
  override def error(cell: UTF8String): UTF8String = null
}

/** Leaves a cell as it is, unless it says that there is no value. */
final class MissingReader(tokens: MissingTokens) extends TextReader {
  override def dataType: DataType = StringType
  override def read(cell: UTF8String): UTF8String = if (tokens.isMissing(cell)) null else cell
  override def error(cell: UTF8String): UTF8String = null
}
