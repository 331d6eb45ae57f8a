package peleus.generate

import java.nio.charset.StandardCharsets.ISO_8859_1
import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._
import scala.util.Using

import org.apache.spark.sql.DataFrame
import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused
import peleus.document.Json
import peleus.generate.BadDeclarations._
import peleus.transformations._
import peleus.transformations.sample.Samples

class DescribeSuite extends AnyFunSuite {
  private def describe(d: Declared): Descriptor = Describe(new BadFamily, d)

  private def refused(d: Declared, sentence: String): Unit =
    test(s"${d.of.getSimpleName} is refused") {
      assert(intercept[IllegalArgumentException](describe(d)).getMessage == sentence)
    }

  private val topLevel = "must be a top-level case class with one public constructor and no type parameter"

  refused(declare(NullWord()), "Null: 'null' means something else to YAML")
  refused(declare(Caps(Http.HTTPError)), "HTTPError: 'httperror' does not lead back to it")
  refused(declare(Elsewhere(Far.A)), "Far: every case must be a case object inside object Far; not so: B")
  refused(declare(Mixed(Shape.Dot)), "Shape: every case must be a case object inside object Shape; not so: Circle")
  refused(declare(NoValueDoc(Silent.A)), "A: @doc is missing")
  refused(declare(NoCase(null)), "Empty: every case must be a case object inside object Empty; there is none")
  refused(declare(Recursive(Tree())), "Tree: contains itself")
  refused(declare(SilentRecord(NoDocRecord(1))), "NoDocRecord: @doc is missing")
  refused(declare(NoDoc(1)), "NoDoc.a: @doc is missing")
  refused(declare(Stripped(1)), "Stripped.a: @doc wants one literal, nothing that is computed")
  refused(declare(NoDocAtAll()), "NoDocAtAll: @doc is missing")
  refused(declare(NoSince()), "NoSince: @since is missing")
  refused(
    declare(Strange(Left(1))),
    "Strange.a: the type Either[Int,String] is not one that JSON, Python and SQL share"
  )
  refused(
    declare(NoRecord(new Plain)),
    "NoRecord.a: the type peleus.generate.BadDeclarations.Plain is not one that JSON, Python and SQL share"
  )
  refused(
    declare(AnySeq(Nil)),
    "AnySeq.a: the type scala.collection.Seq[Int] is not one that JSON, Python and SQL share"
  )
  refused(
    declare(IntKeys(Map.empty)),
    "IntKeys.a: the type Map[Int,Int] is not one that JSON, Python and SQL share"
  )
  refused(declare(NoNone(None)), "NoNone.a: an Option needs a default")
  refused(declare(Twofold()), "Twofold.a: an Option of an Option has two ways to say nothing")
  refused(declare(Keyword(1)), "Keyword.from: 'from' is a keyword of Python")
  refused(declare(Retyped(1)), "Retyped.on: 'on' means something else to YAML")
  refused(declare(Lambda()), "Lambda: 'lambda' is a keyword of Python")
  refused(declare(SameName(1, 2)), "SameName: two parameters are called 'a_b'")
  refused(declare(TwoLists(1)(2)), "TwoLists: must have one parameter list")
  refused(declare(Hidden.it), s"Hidden: $topLevel")
  refused(declare(Twice(1)), s"Twice: $topLevel")
  refused(declare(Generic(Seq(1))), s"Generic: $topLevel")
  refused(declare(new NoCaseClass), s"NoCaseClass: $topLevel")
  refused(declare(Forgetful(1)), "Forgetful: its example does not survive JSON")
  refused(declare(LateColumn(1, "a")), "LateColumn: its first parameter must be 'column'")
  refused(declare(NoOutput("a")), "NoOutput: 'output' must be a parameter")
  refused(declare(NoOnInvalid("a")), "NoOnInvalid: 'on_invalid' must be a parameter")
  refused(declare(OwnValue("a", 1)), "OwnValue: 'value' is what its function calls the cell")
  refused(declare(AFrame(Table.Given(null))), "a DataFrame cannot be saved: give the name of a table")
  refused(declare(Absurd()), "NaN is not a number that JSON can hold")

  test("a class inside another class is refused") {
    class Host {
      @doc("d") @since("1") case class Local(@doc("d") a: Int = 1) extends T
      def declared: Declared = declare(Local())
    }
    assert(intercept[IllegalArgumentException](describe((new Host).declared)).getMessage == s"$$Local: $topLevel")
  }

  test("types, defaults and docs are described, in order") {
    val d = describe(declare(Fine()))
    assert(d.name == "fine" && d.kind == Descriptor.Table && d.since == "1" && d.doc == "d")
    assert(d.family == classOf[BadFamily].getName && d.implementation == classOf[Fine].getName)
    assert(
      d.params.map(p => p.name -> p.default.map(Json.write(_)).get) ==
        Seq("a" -> "1", "b" -> "[0.10]", "c" -> "{}", "d" -> "1.0", "e" -> "5")
    )
    assert(d.params.head.doc == "one literal")
    val decimal = Kind.named("decimal").get
    assert(d.params(1).of == Type.Optional(Type.ListOf(Type.Scalar(decimal))))
  }

  test("a key of a file may be a keyword of Python, and nothing that YAML reads otherwise") {
    assert(Describe.file(classOf[Keyword]).params.map(_.name) == Seq("from"))
    assert(
      intercept[IllegalArgumentException](Describe.file(classOf[Retyped])).getMessage ==
        "Retyped.on: 'on' means something else to YAML"
    )
  }

  test("the kind follows from the trait") {
    assert(
      Samples.descriptors.map(d => d.name -> d.kind) == Seq(
        "read_day" -> "cell",
        "round_amount" -> "column",
        "rename_fields" -> "table",
        "add_lookup" -> "table",
        "fill_gaps" -> "learned",
        "keep_rows" -> "table",
        "keep_first" -> "table"
      )
    )
  }

  test("the words of an enum come in the order of the declaration, with their docs") {
    val Type.Choice(className, values) = Samples.catalogue("read_day").params.last.of: @unchecked
    assert(className == classOf[OnInvalid].getName)
    assert(values.map(_.name) == Seq("set_null", "keep", "flag", "fail"))
    assert(values.last.doc == "the job stops at the first unreadable cell")
  }

  test("a learned transformation wants to be fitted first") {
    val learned: DataFrame => DataFrame = peleus.transformations.sample.FillGaps(Seq("a"))
    assert(intercept[Refused](learned(null)).getMessage == "fill_gaps: learns from data: fit it first")
  }

  test("the classes that are shipped do not use scala-reflect") {
    val root = Path.of(classOf[Refused].getProtectionDomain.getCodeSource.getLocation.toURI)
    val classes = Using.resource(Files.walk(root))(_.iterator.asScala.filter(_.toString.endsWith(".class")).toVector)
    val using = classes.filter { file =>
      val text = new String(Files.readAllBytes(file), ISO_8859_1)
      text.contains("scala/reflect/runtime/") || text.contains("scala/reflect/api/")
    }
    assert(classes.size > 20)
    assert(using.isEmpty)
  }
}
