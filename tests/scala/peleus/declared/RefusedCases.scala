package peleus.declared

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import peleus.document.Node._
import peleus.document.Yaml

/** A file that is refused.
  *
  * @param parts
  *   what takes the place of parts of a right file, by name
  * @param refused
  *   the problems, place first
  */
final case class RefusedCase(parts: Map[String, String], refused: Seq[String]) {

  /** Its name among the tests. */
  def title: String = parts.map { case (key, part) => s"$key: $part" }.mkString("refused: ", "; ", "")
}

object RefusedCases {

  /** The cases of a resource: a list of mappings from parts to text, with a list under `refused`. */
  def read(resource: String): Seq[RefusedCase] = {
    val text = Using.resource(getClass.getResourceAsStream(resource))(in => new String(in.readAllBytes(), UTF_8))
    Yaml.read(text, resource) match {
      case Items(cases) => cases.collect { case one: Fields => read(one) }
      case _            => Nil
    }
  }

  private def read(one: Fields): RefusedCase = RefusedCase(
    one.entries.collect { case (key, Text(part)) => key.value -> part }.toMap,
    one.get("refused").toSeq.collect { case Items(lines) => lines }.flatten.collect { case Text(line) => line }
  )
}
