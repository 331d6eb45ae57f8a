package peleus.document

import java.io.StringWriter
import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import com.fasterxml.jackson.core.{
  JsonFactory,
  JsonGenerator,
  JsonLocation,
  JsonParser,
  JsonProcessingException,
  JsonToken
}

import peleus.document.Node._
import peleus.{At, Refused}

/** JSON text to [[Node]]s and back. */
object Json {
  private val factory = new JsonFactory()
  private val Width = 100

  /** Reads one JSON value.
    *
    * @param source
    *   the file's name, for places. Without it nodes have no place: in a call from code it would be noise.
    * @throws peleus.Refused
    *   when the text is not one JSON value, or gives a key twice
    */
  def read(text: String, source: Option[String] = None): Node = {
    val parser = factory.createParser(text)
    try new Reader(parser, source).document()
    catch {
      case e: JsonProcessingException =>
        val at = Option(e.getLocation).map(place(source.getOrElse("json"), _))
        throw Refused.because(s"is not JSON: ${e.getOriginalMessage}", at = at)
    }
  }

  /** Reads a file of the jar.
    *
    * @param beside
    *   a class of the package that it lies in
    */
  def resource(beside: Class[_], name: String): Node =
    read(Using.resource(beside.getResourceAsStream(name))(in => new String(in.readAllBytes(), UTF_8)))

  private def place(source: String, location: JsonLocation): At = At(source, location.getLineNr, location.getColumnNr)

  private final class Reader(parser: JsonParser, source: Option[String]) {

    def document(): Node = {
      if (parser.nextToken() == null) throw Refused.because("is empty", source.getOrElse("json"))
      val node = value()
      if (parser.nextToken() != null) throw Refused.because("must hold one value, more follows", at = here)
      node
    }

    private def here: Option[At] = source.map(place(_, parser.currentTokenLocation))

    private def value(): Node = {
      val start = here
      val node = parser.currentToken match {
        case JsonToken.START_OBJECT => distinct(until(JsonToken.END_OBJECT)(field()))
        case JsonToken.START_ARRAY  => Items(until(JsonToken.END_ARRAY)(value()))
        case JsonToken.VALUE_NULL   => Null()
        case JsonToken.VALUE_TRUE   => Bool(true)
        case JsonToken.VALUE_FALSE  => Bool(false)
        case JsonToken.VALUE_STRING => Text(parser.getText)
        case _                      => Number(BigDecimal(parser.getDecimalValue))
      }
      node.placed(start)
    }

    private def field(): (Text, Node) = {
      val key = Text(parser.currentName).placed(here)
      parser.nextToken()
      key -> value()
    }

    private def until[A](end: JsonToken)(read: => A): Seq[A] =
      Iterator.continually(parser.nextToken()).takeWhile(_ != end).map(_ => read).toVector
  }

  /** On one line, without spaces. */
  def write(node: Node): String = {
    val out = new StringWriter
    val generator = factory.createGenerator(out)
    write(node, generator)
    generator.close()
    out.toString
  }

  private def write(node: Node, out: JsonGenerator): Unit = node match {
    case Null()        => out.writeNull()
    case Bool(value)   => out.writeBoolean(value)
    case Number(n)     => out.writeNumber(n.bigDecimal)
    case Text(text)    => out.writeString(text)
    case Items(values) =>
      out.writeStartArray()
      values.foreach(write(_, out))
      out.writeEndArray()
    case Fields(entries) =>
      out.writeStartObject()
      entries.foreach { case (key, value) => out.writeFieldName(key.value); write(value, out) }
      out.writeEndObject()
  }

  /** For files that people compare: what fits in 100 columns on one line, the rest indented. Ends with a newline. */
  def pretty(node: Node): String = pretty(node, "", 0) + "\n"

  private def pretty(node: Node, indent: String, taken: Int): String = {
    val line = spaced(node)
    if (indent.length + taken + line.length <= Width) line
    else {
      val inner = indent + "  "
      def block(open: String, items: Seq[String], close: String) =
        items.mkString(s"$open\n$inner", s",\n$inner", s"\n$indent$close")
      node match {
        case Items(values) if values.nonEmpty    => block("[", values.map(pretty(_, inner, 1)), "]")
        case Fields(entries) if entries.nonEmpty =>
          block("{", entries.map { case (k, v) => s"${write(k)}: ${pretty(v, inner, write(k).length + 3)}" }, "}")
        case _ => line
      }
    }
  }

  private def spaced(node: Node): String = node match {
    case Items(values)   => values.map(spaced).mkString("[", ", ", "]")
    case Fields(entries) => entries.map { case (k, v) => s"${write(k)}: ${spaced(v)}" }.mkString("{", ", ", "}")
    case word            => write(word)
  }
}
