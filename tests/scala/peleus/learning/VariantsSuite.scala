package peleus.learning

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.document.Node._
import peleus.document.{Json, Node}

/** The reader takes and refuses what `models/variants.json` says. The JSON Schema is held to the same cases, in Python.
  */
class VariantsSuite extends AnyFunSuite {
  private val file = Using.resource(getClass.getResourceAsStream("/models/variants.json")) { in =>
    Json.read(new String(in.readAllBytes(), UTF_8))
  }

  private def get(node: Node, key: String): Node = node match {
    case fields: Fields => fields.get(key).getOrElse(fail(s"no $key"))
    case other          => fail(s"no mapping: $other")
  }

  /** The model with another value at a path; without a value the key is taken away. */
  private def changed(node: Node, path: Seq[String], value: Option[Node]): Node = (node, path) match {
    case (fields: Fields, key +: rest) =>
      val others = fields.entries.filterNot(_._1.value == key)
      val inner = if (rest.isEmpty) value else Some(changed(get(fields, key), rest, value))
      Fields(others ++ inner.map(Text(key) -> _))
    case _ => fail(s"no mapping: $node")
  }

  private def variants(kind: String): Seq[Seq[Node]] = get(file, kind) match {
    case Items(cases) => cases.collect { case Items(changes) => changes }
    case other        => fail(s"no list: $other")
  }

  private def model(changes: Seq[Node]): String = Json.write(changes.foldLeft(get(file, "model")) { (node, change) =>
    val Items(path) = get(change, "at"): @unchecked
    val value = Some(change).collect { case fields: Fields => fields }.flatMap(_.get("value"))
    changed(node, path.collect { case Text(key) => key }, value)
  })

  variants("right").foreach { changes =>
    test(s"right: ${Json.write(Items(changes))}")(assert(Models.read(model(changes)).model == "m"))
  }

  variants("wrong").foreach { changes =>
    test(s"wrong: ${Json.write(Items(changes))}")(intercept[Refused](Models.read(model(changes))): Unit)
  }
}
