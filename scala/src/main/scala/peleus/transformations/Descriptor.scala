package peleus.transformations

import peleus.document.Node

/** What one transformation takes, as data: written by `make generate`, read by everything else.
  *
  * @param name
  *   its name in recipes, SQL and Python
  * @param family
  *   the class that declares it; for a Python step, the module
  * @param implementation
  *   the case class; for a Python step, the function
  * @param kind
  *   `table`, `column`, `cell` or `learned`
  * @param example
  *   its parameters, defaults left out
  */
final case class Descriptor(
    name: String,
    family: String,
    implementation: String,
    kind: String,
    doc: String,
    since: String,
    params: Seq[Param],
    example: Node
) {

  /** All parameters as one type. */
  def record: Type.Record = Type.Record(implementation, doc, params)

  /** What the function of one cell can be told: all parameters but those that are about columns. */
  def settings: Seq[Param] = params.filterNot(param => Descriptor.ofColumns(param.name))

  /** Whether it gives the column function `peleus.<name>`. */
  def isFunction: Boolean = kind == Descriptor.Cell

  /** Whether there are cells that it cannot read: then `peleus.<name>_error` says why. */
  def parses: Boolean = isFunction && params.exists(_.name == "on_invalid")
}

object Descriptor {
  private val ofColumns = Set("column", "output", "on_invalid")

  val Table = "table"
  val Column = "column"
  val Cell = "cell"
  val Learned = "learned"

  /** Reads one descriptor. In the types of a Python step, `class` and a record's `doc` may be left out.
    *
    * @throws peleus.Refused
    *   when it is not a descriptor
    */
  def read(node: Node): Descriptor = DescriptorJson.read(node)

  /** Reads a list of descriptors. */
  def readAll(node: Node): Seq[Descriptor] = DescriptorJson.readAll(node)

  def write(descriptor: Descriptor): Node = DescriptorJson.write(descriptor)
}

/** One parameter. Without a default it must be given. */
final case class Param(name: String, of: Type, default: Option[Node], doc: String)

/** What a parameter takes. */
sealed trait Type

object Type {
  final case class Scalar(kind: Kind) extends Type
  case object Table extends Type
  final case class Optional(of: Type) extends Type
  final case class ListOf(of: Type) extends Type

  /** A mapping from text. */
  final case class MapOf(of: Type) extends Type

  /** One of a few words.
    *
    * @param className
    *   the sealed trait; empty for a Python step
    */
  final case class Choice(className: String, values: Seq[Value]) extends Type {
    def names: Seq[String] = values.map(_.name)
  }

  /** A mapping with declared keys.
    *
    * @param className
    *   the case class; empty for a Python step
    */
  final case class Record(className: String, doc: String, params: Seq[Param]) extends Type

  /** One word of a [[Choice]]. */
  final case class Value(name: String, doc: String)
}
