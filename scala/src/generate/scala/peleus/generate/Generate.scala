package peleus.generate

import java.nio.file.{Files, Path}

import peleus.contract.Contract
import peleus.document.Node.Items
import peleus.document.{Json, Node}
import peleus.jobs.Commands
import peleus.learning.Model
import peleus.transformations._

/** `make generate`: writes every file that follows from the declarations.
  *
  * Arguments: the root of the repository, then `--check` to write nothing and fail when a file is stale.
  */
object Generate {

  def main(args: Array[String]): Unit = {
    val root = Path.of(args.headOption.getOrElse(throw new IllegalArgumentException("wants the repository's root")))
    val old = stale(root, Catalogue.families)
    if (!args.contains("--check")) old.foreach { case (name, text) => write(root.resolve(name), text) }
    else if (old.nonEmpty) {
      System.err.println(s"stale: ${old.map(_._1).mkString(", ")}; run make generate")
      sys.exit(1)
    }
  }

  /** The files that differ from what the declarations say, or are not there: path below the root, right text. */
  def stale(root: Path, families: Seq[Family]): Seq[(String, String)] = files(families).filter { case (name, text) =>
    val file = root.resolve(name)
    !Files.exists(file) || Files.readString(file) != text
  }

  /** Every generated file: path below the root, text. Without a family there is none. */
  def files(families: Seq[Family]): Seq[(String, String)] = {
    val described = families.map(family => family -> family.declared.map(Describe(family, _)))
    val all = Catalogue.described(described.flatMap(_._2)).all
    namedOnce(all)
    val descriptors = described.map { case (family, own) => descriptorFile(family.getClass) -> descriptorText(own) }
    val people = Seq(
      "python/src/peleus/transformations.py" -> PythonRenderer(all),
      "python/src/peleus/functions.py" -> FunctionsRenderer(all),
      "python/src/peleus/schemas/recipe.schema.json" -> Json.pretty(SchemaRenderer(all)),
      "docs/transformations.md" -> PageRenderer(all)
    )
    if (families.isEmpty) Nil else descriptors ++ people ++ commands ++ written
  }

  /** The options of the commands, once for each of the two command lines. */
  private def commands: Seq[(String, String)] = {
    val text = descriptorText(Commands.declared.map(Describe.command))
    Seq("scala/src/main/resources/peleus/jobs/commands.json", "python/src/peleus/schemas/commands.json").map(_ -> text)
  }

  /** What a contract and a model may say: for their readers, for editors, for people. */
  private def written: Seq[(String, String)] =
    file(Describe.file(classOf[Contract]), "contract", ContractSchema(_), ContractPage(_)) ++
      file(Describe.file(classOf[Model]), "learning", ModelSchema(_), ModelPage(_))

  private def file(d: Descriptor, folder: String, schema: Descriptor => Node, page: Descriptor => String) = Seq(
    s"scala/src/main/resources/peleus/$folder/${d.name}.json" -> Json.pretty(Descriptor.write(d)),
    s"python/src/peleus/schemas/${d.name}.schema.json" -> Json.pretty(schema(d)),
    s"docs/${d.name}.md" -> page(d)
  )

  /** The text of a family's descriptor file. */
  def descriptorText(own: Seq[Descriptor]): String = Json.pretty(Items(own.map(Descriptor.write)))

  private def descriptorFile(family: Class[_]): String =
    s"scala/src/main/resources/${family.getPackageName.replace('.', '/')}/${Catalogue.resource(family)}"

  /** Python has one module for all families, so their enums and records need names of their own. */
  private def namedOnce(all: Seq[Descriptor]): Unit = {
    val types = all.flatMap(_.params).flatMap(p => PythonText.named(p.of)).distinct
    types.groupBy(PythonText.hint).find(_._2.size > 1).foreach { case (name, _) =>
      throw new IllegalArgumentException(s"two types of parameters are called $name")
    }
  }

  private def write(file: Path, text: String): Unit = {
    Files.createDirectories(file.getParent): Unit
    Files.writeString(file, text): Unit
    println(s"wrote $file")
  }
}
