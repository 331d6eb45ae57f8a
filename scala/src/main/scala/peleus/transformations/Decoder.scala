package peleus.transformations

import scala.collection.immutable.VectorMap

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.types.StructType

import peleus.document.Node
import peleus.document.Node._
import peleus.{Problem, Refused}

/** Parameters as JSON to a transformation.
  *
  * @param tables
  *   the DataFrames that a [[Table]] parameter names by position
  * @param schema
  *   the input's, when it is known
  * @param named
  *   what a [[Table]] parameter names, where that is no table of the session's catalog
  */
final class Decoder(
    tables: Seq[DataFrame] = Nil,
    schema: Option[StructType] = None,
    named: String => Option[DataFrame] = _ => None
) {
  private val checker = new Checker(tables.size, schema)

  /** Checks the parameters and makes the transformation.
    *
    * @throws peleus.Refused
    *   with every problem
    */
  def transformation(d: Descriptor, params: Node): Transformation = declared(d, params).asInstanceOf[Transformation]

  /** The same for anything that is declared as transformations are, such as a command. */
  def declared(d: Descriptor, params: Node): Any = record(d.implementation, d.params, checker(d, params), d.name)

  /** Checks and makes one value of a type, for files that are read part by part. An empty path is the file itself. */
  private[peleus] def value(of: Type, node: Node, path: String): Either[Seq[Problem], Any] =
    checker.value(of, node, path).flatMap { checked =>
      try Right(made(of, checked, path))
      catch { case Refused(problems) => Left(problems) }
    }

  // From here on the JSON is checked: only a constructor can still refuse.

  private def record(className: String, params: Seq[Param], node: Fields, path: String): Any = {
    val values = params.zip(node.entries).map { case (p, (_, v)) => made(p.of, v, Checked.below(path, p.name)) }
    Checked
      .attempt(node, path)(Classes.construct(className, values))
      .fold(problems => throw Refused(problems), identity)
  }

  private def made(of: Type, node: Node, path: String): Any = (of, node) match {
    case (Type.Scalar(kind), _)                           => kind.read(node)
    case (_: Type.Optional, Null())                       => None
    case (Type.Optional(inner), _)                        => Some(made(inner, node, path))
    case (Type.ListOf(inner), Items(values))              => list(inner, values, path)
    case (Type.MapOf(inner), Fields(entries))             => map(inner, entries, path)
    case (Type.Choice(className, _), Text(word))          => Classes.choice(className, word)
    case (Type.Record(className, _, ps), arrived: Fields) => record(className, ps, arrived, path)
    case (Type.Table, Text(name))                         => named(name).fold[Table](Table.Named(name))(Table.Given(_))
    case (Type.Table, Number(i))                          => Table.Given(tables(i.toInt))
    case _ => throw new IllegalStateException(s"$node was not checked against $of")
  }

  private def list(of: Type, values: Seq[Node], path: String): Seq[Any] =
    values.zipWithIndex.map { case (v, i) => made(of, v, s"$path[$i]") }

  // Scala's Map forgets the order from the fifth entry on.
  private def map(of: Type, entries: Seq[(Text, Node)], path: String): Map[String, Any] =
    VectorMap.from(entries.map { case (k, v) => k.value -> made(of, v, Checked.below(path, k.value)) })
}
