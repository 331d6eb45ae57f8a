import sbt._

import scala.util.matching.Regex
import scala.xml.{Node, XML}

/** pom.xml is the only place that names versions; the sbt build reads them here. */
object Pom {
  private val project: Node = XML.loadFile(file("pom.xml"))
  private val properties: Map[String, String] =
    (project \ "properties").head.child.collect { case e if e.label != "#PCDATA" => e.label -> e.text.trim }.toMap
  private val Reference = """\$\{([^}]+)\}""".r

  val organization: String = (project \ "groupId").text
  val version: String = (project \ "version").text

  /** The value of a property, with references to others filled in. */
  def apply(key: String): String = {
    val raw = properties.getOrElse(key, sys.error(s"pom.xml has no property <$key>"))
    Reference.replaceAllIn(raw, m => Regex.quoteReplacement(apply(m.group(1))))
  }
}
