package peleus.document

import org.scalacheck.{Arbitrary, Gen}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.document.Node._
import peleus.transformations.sample.Samples.refused
import peleus.{At, Nearest}

class NodeSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private def yaml(text: String): Node = Yaml.read(text, "f.yaml")

  test("a node is equal wherever it stands") {
    assert(yaml("\n\na: [1, x]") == Json.read("""{"a": [1, "x"]}"""))
    assert(yaml("a: 1") != yaml("a: 2"))
  }

  test("keys and values of YAML know their places") {
    val Fields(Seq((a, inner: Fields), (_, Items(items)))) = yaml("a:\n  b: 1\nc: [x,\n  y]"): @unchecked
    assert(a.at.contains(At("f.yaml", 1, 1)))
    assert(inner.entries.head._1.at.contains(At("f.yaml", 2, 3)))
    assert(inner.get("b").flatMap(_.at).contains(At("f.yaml", 2, 6)))
    assert(items.flatMap(_.at).map(at => (at.line, at.column)) == Seq((3, 5), (4, 3)))
  }

  test("keys and values of JSON know their places when the file is named") {
    val Fields(Seq((key, value))) = Json.read("{\n  \"a\": true}", Some("f.json")): @unchecked
    assert(key.at.contains(At("f.json", 2, 3)))
    assert(value.at.contains(At("f.json", 2, 8)))
    assert(Json.read("[1]").at.isEmpty)
  }

  test("words that other YAML readers retype stay text") {
    val words = Seq("no", "yes", "on", "Off", "010", "0x1F", "1_000", "2000-12-31", "12:30:45", "~", "True", "NULL")
    assert(yaml(words.mkString("[", ", ", "]")) == texts(words))
    assert(yaml("on: y").asInstanceOf[Fields].keys == Seq("on"))
  }

  test("the types of JSON are read") {
    val expected =
      Items(Seq(Null(), Bool(true), Bool(false), Number(-1), Number(BigDecimal("0.10")), Number(BigDecimal("1e3"))))
    assert(yaml("[null, true, false, -1, 0.10, 1e3]") == expected)
    assert(Json.read("[null, true, false, -1, 0.10, 1e3]") == expected)
    assert(yaml("a:") == fields("a" -> Null()))
    assert(yaml("'1'") == Text("1"))
  }

  test("what two readers could read differently is refused") {
    assert(refused(yaml("a: 1\nb: 2\na: 3")) == Seq("f.yaml:3:1: the key 'a' is given twice"))
    assert(refused(yaml("- &x [*x]")) == Seq("f.yaml:1:3: the anchor &x is not read"))
    assert(refused(yaml("- *x")) == Seq("f.yaml:1:3: the alias *x is not read: write the value out"))
    assert(refused(yaml("a: {<<: {b: 1}}")) == Seq("f.yaml:1:5: the merge key << is not read: write the keys out"))
    assert(refused(yaml("a: 1\n---\nb: 2")) == Seq("f.yaml:2:1: a second document is not read"))
    assert(refused(yaml("a: !!int '1'")) == Seq("f.yaml:1:4: the tag tag:yaml.org,2002:int is not read"))
    assert(refused(yaml("? [a]\n: 1")) == Seq("f.yaml:1:3: a key must be text"))
    assert(refused(yaml("a: .inf")) == Seq("f.yaml:1:4: .inf is not a number that JSON can hold"))
  }

  test("what is not YAML is refused with its place") {
    assert(refused(yaml("a: {b: 1")) == Seq("f.yaml:1:9: is not YAML: expected ',' or '}', but got <stream end>"))
    assert(refused(yaml("")) == Seq("f.yaml: is empty"))
    assert(refused(yaml("# nothing\n")) == Seq("f.yaml: is empty"))
    assert(refused(yaml("a: \u0007")).head.startsWith("f.yaml: is not YAML: "))
    assert(refused(yaml("[" * 5000)) == Seq("f.yaml:1:102: is nested more than 100 deep"))
  }

  test("what is not JSON is refused with its place") {
    assert(refused(Json.read("""{"a": 1, "a": 2}""", Some("f.json"))) == Seq("f.json:1:10: the key 'a' is given twice"))
    assert(refused(Json.read("[1] 2")) == Seq("must hold one value, more follows"))
    assert(refused(Json.read("[1, NaN]")).head.startsWith("json:1:"))
    assert(refused(Json.read("[1")).head.contains("is not JSON"))
    assert(refused(Json.read(" ")) == Seq("json: is empty"))
  }

  test("text that YAML 1.1 would retype is written in quotes") {
    assert(
      Yaml.write(fields("on" -> texts(Seq("no", "2000-12-31", "010", "1e3", "plain")))) ==
        "'on': ['no', '2000-12-31', '010', '1e3', plain]\n"
    )
  }

  test("pretty JSON breaks what is longer than a line") {
    val long = "x" * 60
    assert(
      Json.pretty(fields("a" -> texts(Seq(long, long)), "b" -> Items(Nil))) ==
        s"""{\n  "a": [\n    "$long",\n    "$long"\n  ],\n  "b": []\n}\n"""
    )
  }

  private def nodes(depth: Int): Gen[Node] = {
    val word = Gen.oneOf[Node](
      Gen.const(Null()),
      Arbitrary.arbitrary[Boolean].map(Bool(_)),
      Arbitrary.arbitrary[Long].map(n => Number(BigDecimal(n))),
      Arbitrary.arbitrary[Double].map(n => Number(BigDecimal(n.toString))),
      text.map(Text(_))
    )
    if (depth == 0) word
    else
      Gen.oneOf(
        word,
        Gen.listOf(nodes(depth - 1)).map(Items(_)),
        Gen.mapOf(Gen.zip(text, nodes(depth - 1))).map(m => fields(m.toSeq: _*))
      )
  }

  private def text: Gen[String] = Gen.oneOf(
    Gen.oneOf(
      "no",
      "010",
      "2000-12-31",
      "<<",
      "",
      " x ",
      "a: b",
      "# c",
      "é\u2028",
      "\t\n\r",
      "'\"\\",
      "1",
      "null",
      "😀"
    ),
    Arbitrary.arbitrary[String],
    Gen.alphaNumStr
  )

  test("what is written is read again") {
    forAll(Gen.resize(8, nodes(3))) { node =>
      assert(Json.read(Json.write(node)) == node)
      assert(Json.read(Json.pretty(node)) == node)
      assert(yaml(Yaml.write(node)) == node)
    }
  }

  test("a close name is offered, a far one is not") {
    assert(Nearest("colum", Seq("formats", "column")) == ", did you mean 'column'? (allowed: formats, column)")
    assert(Nearest("KEEP", Seq("keep", "fail")) == ", did you mean 'keep'? (allowed: keep, fail)")
    assert(Nearest("x", Seq("formats")) == " (allowed: formats)")
    assert(Nearest("x", Nil) == " (allowed: nothing)")
    assert(Nearest("none", (1 to 25).map(i => s"column_$i")).endsWith("column_20 and 5 more)"))
  }

  test("a number knows how it was written, which makes no difference to what it is") {
    val Node.Items(numbers) = yaml("[1e3, 0.10, -5]"): @unchecked
    assert(numbers.collect { case n: Node.Number => n.written } == Seq("1e3", "0.10", "-5"))
    assert(numbers.head == Node.Number(1000) && Node.Number(BigDecimal("0.10")).written == "0.10")
  }
}
