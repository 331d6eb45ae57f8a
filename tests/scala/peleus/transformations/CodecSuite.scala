package peleus.transformations

import java.time.LocalDate

import org.scalacheck.{Arbitrary, Gen}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks

import peleus.document.{Json, Node, Yaml}
import peleus.transformations.sample.Samples.{catalogue, descriptors, family, refused}
import peleus.transformations.sample._

class CodecSuite extends AnyFunSuite with ScalaCheckPropertyChecks {
  private def decode(name: String, params: Node): Transformation =
    new Decoder().transformation(catalogue(name), params)

  private def survives(t: Transformation): Unit = {
    val params = catalogue.encode(t)
    val name = catalogue.of(t).name
    assert(decode(name, Json.read(Json.write(params))) == t)
    assert(decode(name, Yaml.read(Yaml.write(params), "f.yaml")) == t): Unit
  }

  private val name = Arbitrary.arbitrary[String].suchThat(_.nonEmpty)
  private val out = name.map(Out(_))
  private val day = Gen.choose(-100000L, 100000L).map(LocalDate.ofEpochDay(_))
  private val number =
    Gen.zip(Arbitrary.arbitrary[Long], Gen.choose(0, 6)).map { case (n, scale) => BigDecimal(n, scale) }

  test("cells: enums, lists, dates and optional values survive JSON and YAML") {
    val formats = Gen.nonEmptyListOf(Gen.oneOf("dd/MM/yyyy", "yyyy-MM-dd", "d 'de' MMMM").map(DatePattern(_)))
    val tongues = Gen.listOf(Gen.oneOf[Tongue](Tongue.Fr, Tongue.En))
    val invalid = Gen.oneOf[OnInvalid](OnInvalid.SetNull, OnInvalid.Keep, OnInvalid.Flag, OnInvalid.Fail)
    forAll(name, formats, tongues, Gen.option(day), Gen.option(out), invalid) { (column, f, l, d, o, i) =>
      survives(ReadDay(column, f, l, d, o, i))
    }
  }

  test("decimals, records, tables and mappings survive JSON and YAML") {
    val lookup =
      Gen.zip(Gen.option(name), Arbitrary.arbitrary[Boolean]).map { case (w, s) => Lookup(w.map(Expr(_)), s) }
    forAll(name, number, Gen.option(out))((column, step, output) => survives(RoundAmount(column, step, output)))
    forAll(name, name, Gen.mapOf(Gen.zip(name, out)), lookup) { (table, key, columns, l) =>
      survives(AddLookup(table, key, columns, l))
    }
  }

  test("text, numbers and flags survive JSON and YAML") {
    val words = Gen.zip(name, Arbitrary.arbitrary[String], Arbitrary.arbitrary[Long], Arbitrary.arbitrary[Int])
    val days = Gen.mapOf(Gen.zip(name, Gen.listOf(day)))
    forAll(words, Arbitrary.arbitrary[Double], days, Arbitrary.arbitrary[Boolean]) {
      case ((where, note, most, parts), share, days, strict) =>
        survives(KeepRows(where, note, most, parts, share, days, strict))
    }
  }

  test("what equals its default is left out") {
    assert(Json.write(catalogue.encode(ReadDay("birth", Seq("yyyy")))) == """{"column":"birth","formats":["yyyy"]}""")
    val step = AddLookup("t", "k", Map("a" -> "b"), Lookup(small = false))
    assert(
      Json.write(catalogue.encode(step)) == """{"table":"t","key":"k","columns":{"a":"b"},"lookup":{"small":false}}"""
    )
  }

  test("a mapping keeps its order, however long") {
    val names = "zyxwvutsrqp".map(_.toString)
    val params = Node.fields("names" -> Node.fields(names.map(n => n -> (Node.Text(n): Node)): _*))
    assert(decode("rename_fields", params).asInstanceOf[RenameFields].names.keys.toSeq == names)
  }

  test("a decimal may come as text, so that no digit is lost") {
    val params = Json.read("""{"column": "a", "step": "0.10000000000000000000000000000000000000001"}""")
    assert(
      decode("round_amount", params) == RoundAmount("a", BigDecimal("0.10000000000000000000000000000000000000001"))
    )
  }

  test("what no file can hold is refused") {
    assert(
      refused(catalogue.encode(AddLookup(peleus.transformations.Table.Given(null), "k", Map.empty))) ==
        Seq("a DataFrame cannot be saved: give the name of a table")
    )
    assert(
      refused(catalogue.encode(KeepRows("x", share = Double.NaN))) == Seq("NaN is not a number that JSON can hold")
    )
  }

  test("a descriptor survives JSON") {
    assert(descriptors.size == family.declared.size)
    descriptors.foreach(d => assert(Descriptor.read(Json.read(Json.write(Descriptor.write(d)))) == d))
  }

  test("a descriptor that is none is refused") {
    def described(of: String) = Descriptor
      .read(
        Json.read(
          s"""{"name": "a.b", "family": "a", "implementation": "a:b", "kind": "table", "doc": "d", "since": "1",
             | "params": [{"name": "x", "type": $of, "doc": "d"}], "example": {}}""".stripMargin
        )
      )
      .params
      .head
      .of
    assert(described("""{"choice": {"fr": "French"}}""") == Type.Choice("", Seq(Type.Value("fr", "French"))))
    assert(described("""{"record": []}""") == Type.Record("", "", Nil))
    assert(refused(described("\"text\"")) == Seq("descriptor: there is no type 'text'"))
    assert(refused(described("{\"set\": \"int\"}")) == Seq("descriptor: a type cannot be a mapping"))
    assert(refused(Descriptor.read(Json.read("{}"))) == Seq("descriptor: 'name' is missing"))
    assert(
      refused(Descriptor.readAll(Json.read("3"))) == Seq(
        "descriptor: a file of descriptors must be a list, got the number 3"
      )
    )
  }

  test("a transformation prints like a case class") {
    assert(RoundAmount("a", output = "b").toString == "RoundAmount(In(a),0.01,Some(Out(b)))")
  }
}
