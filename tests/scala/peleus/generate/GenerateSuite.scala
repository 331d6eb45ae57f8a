package peleus.generate

import java.nio.file.Files

import org.scalatest.funsuite.AnyFunSuite

import peleus.document.{Json, Node}
import peleus.transformations.other.Other
import peleus.transformations.sample.Samples.{descriptors, family}
import peleus.transformations.{Catalogue, Descriptor, Family, declare}

class GenerateSuite extends AnyFunSuite {
  private val files = Generate.files(Seq(family)).toMap
  private val python = files("python/src/peleus/transformations.py")
  private val functions = files("python/src/peleus/functions.py")
  private val page = files("docs/transformations.md")
  private val schema = Json.read(files("python/src/peleus/schemas/recipe.schema.json"))

  private def at(node: Node, path: String*): Node = path.foldLeft(node) {
    case (fields: Node.Fields, key) => fields.get(key).getOrElse(fail(s"no $key"))
    case (other, key)               => fail(s"$key of $other")
  }

  private def step(path: String*): String =
    Json.write(at(schema, Seq("definitions", "step", "properties") ++ path: _*))

  test("every file is named") {
    assert(
      files.keySet == Set(
        "scala/src/main/resources/peleus/transformations/sample/sample_family.json",
        "python/src/peleus/transformations.py",
        "python/src/peleus/functions.py",
        "python/src/peleus/schemas/recipe.schema.json",
        "docs/transformations.md",
        "docs/contract.md",
        "scala/src/main/resources/peleus/jobs/commands.json",
        "python/src/peleus/schemas/commands.json",
        "scala/src/main/resources/peleus/contract/contract.json",
        "python/src/peleus/schemas/contract.schema.json",
        "docs/model.md",
        "scala/src/main/resources/peleus/learning/model.json",
        "python/src/peleus/schemas/model.schema.json"
      )
    )
    assert(Generate.files(Nil).isEmpty)
  }

  test("the descriptors are read back as they were") {
    val text = files("scala/src/main/resources/peleus/transformations/sample/sample_family.json")
    assert(Descriptor.readAll(Json.read(text)) == descriptors)
  }

  test("what is written is not stale, what was changed is") {
    val root = Files.createTempDirectory("generate")
    assert(Generate.stale(root, Seq(family)).size == files.size)
    Generate.stale(root, Seq(family)).foreach { case (name, text) =>
      Files.createDirectories(root.resolve(name).getParent)
      Files.writeString(root.resolve(name), text)
    }
    assert(Generate.stale(root, Seq(family)).isEmpty)
    Files.writeString(root.resolve("docs/transformations.md"), "# Mine\n")
    assert(Generate.stale(root, Seq(family)).map(_._1) == Seq("docs/transformations.md"))
  }

  test("a name is given once") {
    final class Twice extends Family(family.declared.head, family.declared.head)
    assert(
      intercept[IllegalStateException](Generate.files(Seq(new Twice))).getMessage
        .startsWith("two transformations are called read_day")
    )
  }

  test("two enums or records of one name are refused: Python has one module for all") {
    val other = declare(Other())
    final class Both extends Family(other +: family.declared: _*)
    assert(
      intercept[IllegalArgumentException](Generate.files(Seq(new Both))).getMessage ==
        "two types of parameters are called Lookup"
    )
  }

  test("Python: the column is positional, the rest by name, one a line where the line is long") {
    assert(python.contains("""
                             |def read_day(
                             |    column: str,
                             |    *,
                             |    formats: Sequence[str],
                             |    languages: Sequence[Tongue] = ("fr", "en"),
                             |    not_before: datetime.date | str | None = None,
                             |    output: str | None = None,
                             |    on_invalid: OnInvalid = "set_null",
                             |) -> Step:
                             |    QUOTES
                             |    Reads text as a day; the whole cell must match one format.
                             |
                             |    Parameters
                             |    ----------
                             |    column : str
                             |        Column to read.
                             |""".stripMargin.replace("QUOTES", "\"" * 3)))
    assert(python.contains("def rename_fields(*, names: Mapping[str, str]) -> Step:\n"))
    assert(python.contains("""    return Step("rename_fields", {"names": names})""" + "\n"))
    assert(
      python.contains(
        "def round_amount(column: str, *, step: Decimal | int | str = \"0.01\", output: str | None = None) -> Step:\n"
      )
    )
  }

  test("Python: enums are aliases, records are typed dictionaries, both exported") {
    assert(python.contains("""OnInvalid = Literal["set_null", "keep", "flag", "fail"]""" + "\n"))
    assert(python.contains("class Lookup(TypedDict, total=False):\n    \"\"\"\n    How the lookup is read.\n"))
    assert(python.contains("\n    where: str | None\n    small: bool\n"))
    assert(python.contains("__all__ = [\n    \"Lookup\",\n    \"Middle\",\n"))
  }

  test("Python: a mapping as default is made anew in each call") {
    assert(python.contains("lookup: Lookup | None = None"))
    assert(python.contains("\"lookup\": {} if lookup is None else lookup"))
    assert(python.contains("\"days\": {\"eve\": [\"2000-12-31\"]} if days is None else days"))
  }

  test("Python: the docstring says what the words mean and shows a call") {
    assert(
      python.contains("    on_invalid : OnInvalid, default \"set_null\"\n        What an unreadable cell becomes.\n")
    )
    assert(python.contains("        - ``keep``: null, and the unread text stays in the column ``<output>_raw``\n"))
    assert(python.contains("    >>> read_day(\"birth\", formats=[\"dd/MM/yyyy\", \"yyyy-MM-dd\"], output=\"born\")\n"))
    assert(python.contains("    >>> keep_rows(where='age > 0 AND name <> \"x\"', note=\"adults\")\n"))
  }

  test("Python: what is imported is used") {
    assert(
      python.contains(
        "import datetime\nfrom collections.abc import Mapping, Sequence\nfrom decimal import Decimal\n" +
          "from typing import Literal, TypedDict\n\nfrom pyspark.sql import DataFrame\n\nfrom peleus._step import Step\n"
      )
    )
    val small = PythonRenderer(descriptors.filter(_.name == "rename_fields"))
    assert(small.contains("\nfrom collections.abc import Mapping\n\nfrom peleus._step import Step\n"))
  }

  test("Python: a cell gives a function and its reason code, without what is about columns") {
    assert(functions.contains("""
                                |def read_day_error(
                                |    value: Column | str,
                                |    *,
                                |    formats: Sequence[str],
                                |    languages: Sequence[Tongue] = ("fr", "en"),
                                |    not_before: datetime.date | str | None = None,
                                |) -> Column:
                                |""".stripMargin))
    val call = """{"formats": formats, "languages": languages, "not_before": not_before})"""
    assert(functions.contains(s"""    return call("read_day", value, $call\n"""))
    assert(functions.contains("    >>> read_day_error(\"birth\", formats=[\"dd/MM/yyyy\", \"yyyy-MM-dd\"])\n"))
    assert(functions.contains("from peleus._function import call\nfrom peleus.transformations import Tongue\n"))
    assert(!functions.contains("def round_amount"))
    assert(functions.contains("__all__ = [\"read_day\", \"read_day_error\"]\n"))
  }

  test("no line of Python is longer than its formatter allows, none ends in a space") {
    val lines = (python + functions).linesIterator.toSeq
    assert(lines.filter(_.length > 120).isEmpty)
    assert(lines.filter(_.endsWith(" ")).isEmpty)
  }

  test("JSON Schema: parameters by their types, with docs and defaults") {
    assert(step("read_day", "required") == """["column","formats"]""")
    assert(
      step("read_day", "properties", "formats") ==
        """{"type":"array","items":{"type":"string"},"description":"layouts, tried in order"}"""
    )
    assert(
      step("read_day", "properties", "not_before") ==
        """{"type":["string","null"],"format":"date","description":"earliest day that is allowed","default":null}"""
    )
    assert(step("round_amount", "properties", "step", "type") == """["number","string"]""")
    assert(step("add_lookup", "properties", "lookup", "additionalProperties") == "false")
    assert(
      step("fill_gaps", "properties", "strategy") ==
        """{"oneOf":[{"const":"mean","description":"arithmetic mean"},""" +
        """{"const":"median","description":"value in the middle"}],""" +
        """"description":"where the value comes from","default":"median"}"""
    )
  }

  test("JSON Schema: unknown steps are not allowed, words and own steps are") {
    assert(step().nonEmpty)
    assert(Json.write(at(schema, "definitions", "step", "additionalProperties")) == "false")
    val items = at(schema, "properties", "steps", "items")
    assert(Json.write(at(items, "then", "else")) == """{"enum":["keep_first"]}""")
    assert(Json.write(at(items, "else", "if", "propertyNames")).contains("pattern"))
    assert(step("keep_first", "type") == """["object","null"]""")
  }

  test("the page shows parameters, words and an example that can be pasted") {
    assert(
      page.contains("| `formats` | list: a date pattern such as dd/MM/yyyy | required | layouts, tried in order |")
    )
    assert(page.contains("Values of `strategy`:\n\n- `mean`: arithmetic mean\n- `median`: value in the middle\n"))
    assert(
      page.contains(
        "```yaml\n- read_day:\n    column: birth\n    formats: [dd/MM/yyyy, yyyy-MM-dd]\n    output: born\n```"
      )
    )
    assert(page.contains("```yaml\n- keep_first\n```"))
    assert(page.contains("In SQL: `peleus.read_day` gives the value, `peleus.read_day_error`"))
  }

  test("the examples on the page are recipes") {
    val catalogue = Catalogue.described(descriptors)
    val examples = page.split("```").grouped(2).collect { case Array(_, code) => code.stripPrefix("yaml\n") }.toSeq
    assert(examples.size == descriptors.size)
    examples.foreach { code =>
      val recipe = peleus.transformations.Recipe.read(s"steps:\n$code", "page.md", catalogue)
      assert(recipe.steps.size == 1)
    }
  }
}
