package peleus.transformations

import java.util.Locale

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types._

import peleus.{Nearest, Refused}

/** The columns that a transformation finds. Looks them up, and refuses what does not fit before any row is read.
  *
  * Names are compared whatever their case, as Spark does it.
  *
  * @param step
  *   the transformation's name, the start of each refusal's path
  */
private[transformations] final class Input(step: String, schema: StructType) {
  private val names = schema.fieldNames.toSeq

  /** The column of that name. */
  def field(name: String, param: String): StructField =
    schema.find(_.name.equalsIgnoreCase(name)).getOrElse {
      refuse(param, s"there is no column '$name'${Nearest(name, names)}")
    }

  def field(column: In, param: String): StructField = field(column.name, param)

  /** Refuses new columns whose name is taken. */
  def wantsNew(added: Seq[String], param: String): Unit =
    added.find(name => names.exists(_.equalsIgnoreCase(name))).foreach { name =>
      refuse(param, s"there is already a column '$name'; the table has ${names.mkString(", ")}")
    }

  /** Refuses a column for its type. */
  def mistyped(param: String, field: StructField, wants: String): Nothing =
    refuse(param, s"wants $wants, but column '${field.name}' is ${field.dataType.sql}")

  def refuse(param: String, what: String): Nothing = throw Refused.because(what, s"$step.$param")
}

private[peleus] object Input {
  def apply(t: Transformation, df: DataFrame): Input = new Input(Names.snakeOf(t), df.schema)

  /** A name that no column has: this one, or underscores before it. */
  def unused(df: DataFrame, name: String): String =
    LazyList.iterate(name)("_" + _).find(free => !df.columns.exists(_.equalsIgnoreCase(free))).get

  /** The first name that stands for the second time. */
  def twice(names: Seq[String]): Option[String] = {
    val keys = names.map(_.toLowerCase(Locale.ROOT))
    names.indices.find(i => keys.indexOf(keys(i)) < i).map(names)
  }

  /** For constructors: refuses an empty list, and a name that stands twice in it. */
  def wantsOnce(param: String, names: Seq[String]): Unit = {
    require(names.nonEmpty, s"$param must not be empty")
    twice(names).foreach(name => throw new IllegalArgumentException(s"$param has '$name' twice"))
  }

  /** Whether values of a type can be compared and hashed: no lists, mappings or records. */
  def isPlain(of: DataType): Boolean = of match {
    case _: NumericType | _: StringType | BooleanType | BinaryType | DateType | TimestampType | TimestampNTZType => true
    case _ => false
  }

  def isWhole(of: DataType): Boolean = Seq(ByteType, ShortType, IntegerType, LongType).contains(of)
}
