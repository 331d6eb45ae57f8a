package peleus.transformations

import org.apache.spark.sql.DataFrame

import peleus.Refused
import peleus.document.Node
import peleus.document.Node._

/** A transformation's parameters to JSON.
  *
  * @param table
  *   what stands for a DataFrame; by default it is refused, since no file can hold it
  */
final class Encoder(table: DataFrame => Node = Encoder.refuse) {

  /** Every parameter, defaults included. */
  def fields(params: Seq[Param], values: Product): Fields =
    Fields(params.zip(values.productIterator.toSeq).map { case (p, v) => Text(p.name) -> value(p.of, v) })

  def value(of: Type, value: Any): Node = (of, value) match {
    case (Type.Scalar(kind), _)                 => kind.write(value)
    case (_: Type.Optional, None)               => Null()
    case (Type.Optional(inner), Some(v))        => this.value(inner, v)
    case (Type.ListOf(inner), values: Seq[_])   => Items(values.map(this.value(inner, _)))
    case (Type.MapOf(inner), values: Map[_, _]) =>
      Fields(values.toSeq.map { case (k, v) => Text(k.toString) -> this.value(inner, v) })
    case (_: Type.Choice, word: Product)     => Text(Names.snakeOf(word))
    case (Type.Record(_, _, ps), v: Product) => fields(ps, v)
    case (Type.Table, Table.Named(name))     => Text(name)
    case (Type.Table, Table.Given(df))       => table(df)
    case _                                   => throw new IllegalStateException(s"$value is not a $of")
  }
}

object Encoder {
  private val refuse: DataFrame => Node =
    _ => throw Refused.because("a DataFrame cannot be saved: give the name of a table")
}
