package peleus.transformations

import java.time.format.DateTimeFormatter
import java.util.Locale

import scala.language.implicitConversions

import org.apache.spark.sql.Column
import org.apache.spark.sql.functions.col

/** A top-level column that is read. Dots in its name are part of the name. The dry run looks it up in the schema. */
final case class In(name: String) {
  require(name.nonEmpty, "a column needs a name")

  def column: Column = col(Quoted(name))
}

object In {
  implicit def named(name: String): In = In(name)
}

/** A top-level column that is written. */
final case class Out(name: String) {
  require(name.nonEmpty, "a column needs a name")
}

object Out {
  implicit def named(name: String): Out = Out(name)

  /** So that `output = "born"` reads like it does in the other languages. */
  implicit def optional(name: String): Option[Out] = Some(Out(name))
}

/** An SQL expression over the columns of the input. The dry run analyses it. */
final case class Expr(sql: String)

object Expr {
  implicit def of(sql: String): Expr = Expr(sql)
}

/** The layout of a date in Java's letters, such as `dd/MM/yyyy`. Checked when it is made. */
final case class DatePattern(pattern: String) {
  DateTimeFormatter.ofPattern(pattern, Locale.ROOT): Unit
}

object DatePattern {
  implicit def of(pattern: String): DatePattern = DatePattern(pattern)
}

/** A name in backticks, for Spark's parser. */
private[peleus] object Quoted {
  def apply(name: String): String = "`" + name.replace("`", "``") + "`"
}
