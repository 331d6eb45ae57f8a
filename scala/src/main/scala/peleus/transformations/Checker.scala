package peleus.transformations

import org.apache.spark.sql.types.StructType

import peleus.document.Node
import peleus.document.Node._
import peleus.{Nearest, Problem, Refused}

/** Parameters as JSON against a descriptor. It makes no instance, so it serves the steps of Python as well.
  *
  * @param tables
  *   how many DataFrames came along; a parameter may then be the position of one
  * @param schema
  *   the input's, when it is known: a column that is read must be in it, whatever its case
  */
final class Checker(tables: Int = 0, schema: Option[StructType] = None) {
  import Checked._

  /** The parameters in declared order, with the defaults filled in.
    *
    * @throws peleus.Refused
    *   with every problem, each path starting with the transformation's name
    */
  def apply(d: Descriptor, params: Node): Fields = record(d.params, params, d.name) match {
    case Right(complete) => complete
    case Left(problems)  => throw Refused(problems)
  }

  /** One value against its type, for files that are read part by part. An empty path is the file itself. */
  private[peleus] def value(of: Type, node: Node, path: String): Either[Seq[Problem], Node] = of match {
    case Type.Scalar(kind)         => scalar(kind, node, path)
    case Type.Table                => table(node, path)
    case Type.Optional(inner)      => if (node == Null()) Right(node) else value(inner, node, path)
    case Type.ListOf(inner)        => list(inner, node, path)
    case Type.MapOf(inner)         => map(inner, node, path)
    case choice: Type.Choice       => word(choice.names, node, path)
    case Type.Record(_, _, params) => record(params, node, path)
  }

  private def record(params: Seq[Param], node: Node, path: String): Checked[Fields] = node match {
    case arrived: Fields =>
      val known = unknown(params.map(_.name), arrived, path)
      val values = params.map(p => parameter(p, arrived, path).map(Text(p.name) -> _))
      all(known ++ values).map(entries => Fields(entries.drop(known.size)).placed(node.at))
    case _ => mistaken(node, path, s"a mapping with ${params.map(_.name).mkString(", ")}")
  }

  private def unknown(names: Seq[String], arrived: Fields, path: String): Seq[Checked[Nothing]] =
    arrived.entries.map(_._1).filterNot(key => names.contains(key.value)).map { key =>
      wrong(key, path, s"unknown key '${key.value}'${Nearest(key.value, names)}")
    }

  private def parameter(p: Param, arrived: Fields, path: String): Checked[Node] =
    arrived.get(p.name).orElse(p.default) match {
      case Some(node) => value(p.of, node, below(path, p.name))
      case None       => wrong(arrived, path, s"'${p.name}' is missing: ${p.doc}")
    }

  private def scalar(kind: Kind, node: Node, path: String): Checked[Node] =
    if (!kind.read.isDefinedAt(node)) mistaken(node, path, kind.wants)
    else
      attempt(node, path)(kind.read(node)).flatMap { value =>
        kind.column.lift(value).fold[Checked[Node]](Right(node))(column(_, node, path))
      }

  private def column(name: String, node: Node, path: String): Checked[Node] = schema match {
    case Some(struct) if !struct.fieldNames.exists(_.equalsIgnoreCase(name)) =>
      wrong(node, path, s"there is no column '$name'${Nearest(name, struct.fieldNames.toSeq)}")
    case _ => Right(node)
  }

  private def table(node: Node, path: String): Checked[Node] = node match {
    case Text(_)                                           => Right(node)
    case Number(i) if i.isValidInt && i >= 0 && i < tables => Right(node)
    case _                                                 => mistaken(node, path, "the name of a table")
  }

  private def list(of: Type, node: Node, path: String): Checked[Node] = node match {
    case Items(values) =>
      all(values.zipWithIndex.map { case (v, i) => value(of, v, s"$path[$i]") }).map(Items(_).placed(node.at))
    case _ => mistaken(node, path, "a list")
  }

  private def map(of: Type, node: Node, path: String): Checked[Node] = node match {
    case Fields(entries) =>
      all(entries.map { case (k, v) => value(of, v, below(path, k.value)).map(k -> _) }).map(Fields(_).placed(node.at))
    case _ => mistaken(node, path, "a mapping")
  }

  private def word(allowed: Seq[String], node: Node, path: String): Checked[Node] = node match {
    case Text(text) if allowed.contains(text) => Right(node)
    case Text(text)                           => wrong(node, path, s"'$text' is not allowed${Nearest(text, allowed)}")
    case _                                    => mistaken(node, path, s"one of ${allowed.mkString(", ")}")
  }
}

/** A value, or everything that is wrong with it. */
private[transformations] object Checked {
  type Checked[+A] = Either[Seq[Problem], A]

  /** The path of a key; at the top of a file the key alone. */
  def below(path: String, key: String): String = if (path.isEmpty) key else s"$path.$key"

  def wrong(node: Node, path: String, what: String): Checked[Nothing] = Left(Seq(Problem(node.at, path, what)))

  def mistaken(node: Node, path: String, wants: String): Checked[Nothing] =
    wrong(node, path, s"wants $wants, got ${show(node)}")

  /** All values, or the problems of all that are wrong. */
  def all[A](values: Seq[Checked[A]]): Checked[Seq[A]] = values.partitionMap(identity) match {
    case (Seq(), right) => Right(right)
    case (problems, _)  => Left(problems.flatten)
  }

  /** What a constructor refuses by `require` or with a date that cannot be is a problem like any other. */
  def attempt[A](node: Node, path: String)(make: => A): Checked[A] =
    try Right(make)
    catch {
      case e @ (_: IllegalArgumentException | _: java.time.DateTimeException) =>
        val why = e.getMessage.stripPrefix("requirement failed: ")
        node match {
          case Fields(_) => wrong(node, path, why)
          case word      => wrong(word, path, s"refuses ${show(word)}: $why")
        }
    }
}
