package peleus.generate

import scala.reflect.ClassTag

import peleus.document.Node
import peleus.document.Node._
import peleus.transformations.Type

/** Types of files that people write as JSON Schema, with the short writings of `peleus.declared.Words`. */
private[generate] class WordsSchema extends TypeSchema {

  override def typed(of: Type): Fields = of match {
    case Type.Scalar(kind) if kind.name == "string" => fields("type" -> texts(Seq("string", "number", "boolean")))
    case Type.ListOf(inner: Type.Scalar)            => oneOrMany(typed(inner))
    case other                                      => super.typed(other)
  }

  /** Whether a type is this case class. */
  protected def is[A](of: Type)(implicit cls: ClassTag[A]): Boolean = of match {
    case Type.Record(className, _, _) => className == cls.runtimeClass.getName
    case _                            => false
  }

  /** One word for a list of one. */
  protected def oneOrMany(word: Fields): Fields = {
    val words = word.get("type") match {
      case Some(Items(types)) => types
      case other              => other.toSeq
    }
    fields("type" -> Items(Text("array") +: words), "items" -> word)
  }

  /** A mapping of these keys, none of which must be there. */
  protected def closed(keys: Seq[(String, Fields)], types: Node = Text("object")): Fields =
    fields("type" -> types, "additionalProperties" -> Bool(false), "properties" -> fields(keys: _*))
}

private[generate] object WordsSchema {

  /** The beginning of a schema that editors read. */
  def head(title: String): Fields =
    fields("$schema" -> Text("http://json-schema.org/draft-07/schema#"), "title" -> Text(title))
}
