package peleus.document

import scala.reflect.ClassTag

import org.snakeyaml.engine.v2.events._
import org.snakeyaml.engine.v2.exceptions.Mark
import org.snakeyaml.engine.v2.nodes.Tag
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver

import peleus.document.Node._
import peleus.{At, Refused}

/** Builds nodes from the parser's events: the level above loses places, or lets duplicate keys and loops through. */
private[document] final class YamlReader(source: String, events: Iterator[Event]) {
  private val resolver = new JsonScalarResolver
  private val Deepest = 100

  def document(): Node = {
    events.next() // the start of the stream
    if (!events.next().isInstanceOf[DocumentStartEvent]) throw Refused.because("is empty", source)
    val node = value(events.next(), depth = 0)
    events.next() // the end of the document
    events.next() match {
      case next: DocumentStartEvent => refuse(next, "a second document is not read")
      case _                        => node
    }
  }

  private def value(event: Event, depth: Int): Node = {
    if (depth > Deepest) refuse(event, s"is nested more than $Deepest deep")
    val node = event match {
      case scalar: ScalarEvent       => plainOnly(scalar); word(scalar)
      case start: SequenceStartEvent =>
        plainOnly(start); Items(until[SequenceEndEvent].map(value(_, depth + 1)).toVector)
      case start: MappingStartEvent =>
        plainOnly(start); distinct(until[MappingEndEvent].map(field(_, depth + 1)).toVector)
      case alias: AliasEvent => refuse(alias, s"the alias *${alias.getAlias} is not read: write the value out")
      case other             => refuse(other, "is not read")
    }
    node.placed(at(event))
  }

  private def field(event: Event, depth: Int): (Text, Node) = {
    val key = event match {
      case scalar: ScalarEvent if scalar.isPlain && scalar.getValue == "<<" =>
        refuse(scalar, "the merge key << is not read: write the keys out")
      case scalar: ScalarEvent => plainOnly(scalar); Text(scalar.getValue).placed(at(scalar))
      case other               => refuse(other, "a key must be text")
    }
    key -> value(events.next(), depth)
  }

  private def until[End](implicit end: ClassTag[End]): Iterator[Event] =
    Iterator.continually(events.next()).takeWhile(event => !end.runtimeClass.isInstance(event))

  private def word(scalar: ScalarEvent): Node =
    resolver.resolve(scalar.getValue, scalar.getImplicit.canOmitTagInPlainScalar) match {
      case Tag.NULL            => Null()
      case Tag.BOOL            => Bool(scalar.getValue == "true")
      case Tag.INT | Tag.FLOAT => number(scalar)
      case _                   => Text(scalar.getValue)
    }

  private def number(scalar: ScalarEvent): Node =
    if (scalar.getValue.exists(c => c >= '0' && c <= '9'))
      Number(BigDecimal(scalar.getValue)).written(as = scalar.getValue)
    else refuse(scalar, s"${scalar.getValue} is not a number that JSON can hold")

  private def plainOnly(event: NodeEvent): Unit = {
    if (event.getAnchor.isPresent) refuse(event, s"the anchor &${event.getAnchor.get} is not read")
    val tag = event match {
      case scalar: ScalarEvent              => scalar.getTag
      case collection: CollectionStartEvent => collection.getTag
      case _                                => java.util.Optional.empty[String]
    }
    if (tag.isPresent) refuse(event, s"the tag ${tag.get} is not read")
  }

  private def refuse(event: Event, what: String): Nothing = throw Refused.because(what, at = at(event))

  private def at(event: Event): Option[At] =
    event.getStartMark.map[Option[At]](mark => Some(YamlReader.place(source, mark))).orElse(None)
}

private[document] object YamlReader {

  /** The parser counts lines and columns from 0. */
  def place(source: String, mark: Mark): At = At(source, mark.getLine + 1, mark.getColumn + 1)
}
