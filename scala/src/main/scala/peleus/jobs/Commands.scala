package peleus.jobs

import org.apache.spark.sql.SparkSession

import peleus.document.{Json, Node}
import peleus.transformations.{Decoder, Descriptor}
import peleus.{Nearest, Refused}

/** The commands that need no Python. Python's command line has the same names and options, from the same file. */
object Commands {

  /** The declarations; `make generate` describes them. */
  val declared: Seq[Class[_ <: Command]] = Seq(classOf[Check], classOf[Prepare], classOf[Score])

  /** What each command takes. */
  lazy val all: Seq[Descriptor] = Descriptor.readAll(Json.resource(getClass, "commands.json"))

  /** Makes a command of its options and does its work.
    *
    * @throws peleus.Refused
    *   when there is no such command, or when an option is not allowed
    */
  def run(spark: SparkSession, name: String, params: Node): Outcome =
    make(named(name), params).run(spark)

  /** The command `prepare` with these options, for a recipe that Python runs. */
  def prepare(params: Node): Prepare = make(named("prepare"), params).asInstanceOf[Prepare]

  private def named(name: String): Descriptor = all.find(_.name == name).getOrElse {
    throw Refused.because(s"there is no command '$name'${Nearest(name, all.map(_.name))}")
  }

  /** The command that a descriptor describes, with these options. */
  def make(descriptor: Descriptor, params: Node): Command = new Decoder().declared(descriptor, params) match {
    case command: Command => command
    case other            => throw new IllegalStateException(s"$other is not a command")
  }
}
