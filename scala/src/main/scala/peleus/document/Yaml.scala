package peleus.document

import java.util.{ArrayList, LinkedHashMap}

import scala.jdk.CollectionConverters._

import org.snakeyaml.engine.v2.api.lowlevel.Parse
import org.snakeyaml.engine.v2.api.{Dump, DumpSettings, LoadSettings}
import org.snakeyaml.engine.v2.common.FlowStyle
import org.snakeyaml.engine.v2.exceptions.{MarkedYamlEngineException, YamlEngineException}
import org.snakeyaml.engine.v2.nodes.Tag
import org.snakeyaml.engine.v2.resolver.ScalarResolver
import org.snakeyaml.engine.v2.schema.JsonSchema

import peleus.document.Node._
import peleus.{At, Refused}

/** YAML 1.2 text, with the types of its JSON schema, to [[Node]]s and back. */
object Yaml {
  private val Width = 100

  /** Longest number that is written without an exponent. */
  private val Digits = 40

  /** Reads one document that JSON could hold as well.
    *
    * `no`, `010` and `2000-12-31` are text, as YAML 1.2 has it.
    *
    * @param source
    *   the file's name, for places
    * @throws peleus.Refused
    *   when the text is not YAML, is empty, holds several documents or a key twice, or uses anchors, aliases, merge
    *   keys or tags: each of them is read differently by different tools
    */
  def read(text: String, source: String): Node = {
    val settings = LoadSettings.builder().setLabel(source).build()
    try new YamlReader(source, new Parse(settings).parseString(text).iterator.asScala).document()
    catch {
      case e: MarkedYamlEngineException =>
        val at = e.getProblemMark.map[Option[At]](m => Some(YamlReader.place(source, m))).orElse(None)
        throw Refused.because(s"is not YAML: ${e.getProblem}", at = at)
      case e: YamlEngineException => throw Refused.because(s"is not YAML: ${e.getMessage}", source)
    }
  }

  /** Block style, with short lists and mappings on one line. Text that a YAML 1.1 reader would retype is quoted. */
  def write(node: Node): String = {
    val settings =
      DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(Width).setSchema(QuotingSchema).build()
    new Dump(settings).dumpToString(plain(node))
  }

  private def plain(node: Node): AnyRef = node match {
    case Null()          => null
    case Bool(value)     => Boolean.box(value)
    case Number(n)       => number(n)
    case Text(text)      => text
    case Items(values)   => new ArrayList(values.map(plain).asJava)
    case Fields(entries) =>
      val map = new LinkedHashMap[String, AnyRef]
      entries.foreach { case (key, value) => map.put(key.value, plain(value)) }
      map
  }

  private def number(n: BigDecimal): AnyRef =
    if (n.scale <= 0 && n.precision - n.scale <= Digits) n.toBigInt.bigInteger else n.bigDecimal

  /** Gives text that YAML 1.1 retypes another type than text, which makes the writer quote it. */
  private object QuotingSchema extends JsonSchema {
    private val json = super.getScalarResolver

    override def getScalarResolver: ScalarResolver = (text: String, implicitly: java.lang.Boolean) => {
      val tag = json.resolve(text, implicitly)
      if (implicitly && tag == Tag.STR && YamlWords.retyped(text)) Tag.BOOL else tag
    }
  }
}
