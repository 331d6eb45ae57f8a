package peleus.contract

import java.nio.charset.StandardCharsets.UTF_8

import scala.util.Using

import org.scalatest.funsuite.AnyFunSuite

import peleus.document.Node._
import peleus.document.Yaml

/** Every case of `contracts/refused.yaml`: the sentences and the places. */
class RefusedContractsSuite extends AnyFunSuite {
  private val file = Using.resource(getClass.getResourceAsStream("/contracts/refused.yaml")) { in =>
    Yaml.read(new String(in.readAllBytes(), UTF_8), "refused.yaml")
  }
  private val cases = file match { case Items(cases) => cases.collect { case c: Fields => c }; case _ => Nil }

  test("there are cases")(assert(cases.size > 130))

  cases.foreach { one =>
    val parts = one.entries.collect { case (key, Text(part)) => key.value -> part }.toMap
    test(s"refused: ${parts.values.mkString("; ")}") {
      val text = Contracts.text(
        parts.getOrElse("delivery", "files: f.csv"),
        parts.getOrElse("fields", "a: string"),
        parts.getOrElse("more", "")
      )
      val wanted = one.get("refused").toSeq.collect { case Items(lines) => lines }.flatten.collect { case Text(l) => l }
      assert(Contracts.refused(text) == wanted)
    }
  }
}
