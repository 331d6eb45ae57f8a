package peleus.jobs

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import peleus.document.Json
import peleus.transformations.Descriptor

/** The commands that need no Python. Python's command line has the same names and options, from the same file. */
object Commands {

  /** The declarations; `make generate` describes them. */
  val declared: Seq[Class[_ <: Command]] = Seq(classOf[Prepare])

  /** What each command takes. */
  lazy val all: Seq[Descriptor] = {
    val file = getClass.getResourceAsStream("commands.json")
    Descriptor.readAll(Json.read(Using.resource(file)(in => new String(in.readAllBytes(), UTF_8))))
  }
}
