package peleus.contract

import java.nio.charset.StandardCharsets.UTF_8

import scala.collection.immutable.VectorMap
import scala.util.Using

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.delivery.Digest
import peleus.document.{Json, Node, Yaml}
import peleus.storage.TextFile
import peleus.transformations.{Descriptor, Encoder, Names}

/** The file of a contract, `contract.yaml`. */
object ContractFile {

  /** What a contract's long form holds; `make generate` writes it from [[Contract]]. */
  lazy val descriptor: Descriptor = {
    val file = getClass.getResourceAsStream("contract.json")
    Descriptor.read(Json.read(Using.resource(file)(in => new String(in.readAllBytes(), UTF_8))))
  }

  /** Reads and checks a contract, in its short or in its long form.
    *
    * @param source
    *   the file's name, for places
    * @param load
    *   gives the text of a file of values beside the contract
    * @throws peleus.Refused
    *   with everything that is wrong, in the order of the file
    */
  def read(text: String, source: String, load: ValueFile.Load = ValueFile.none): Contract = {
    val shorthand = new Shorthand(load)
    val tree = Words(Draft.form, shorthand(Yaml.read(text, source)))
    val draft = Draft(tree)
    val problems = shorthand.problems ++ draft.problems ++ ContractCheck(draft)
    draft.whole.filter(_ => problems.isEmpty).getOrElse {
      throw Refused(problems.distinct.sortBy(_.at.fold((0, 0))(at => (at.line, at.column))))
    }
  }

  /** Reads and checks the contract in a file, wherever Hadoop's file systems reach; files of values lie beside it.
    *
    * @throws peleus.Refused
    *   with everything that is wrong
    */
  private[peleus] def load(spark: SparkSession, name: String): Contract = {
    val folder = new Path(name).getParent
    def beside(file: String): Path = if (folder == null) new Path(file) else new Path(folder, file)
    read(TextFile.read(spark, name), name, file => TextFile.read(spark, beside(file).toString))
  }

  /** The long form: every key, defaults filled in, the values of files in their place, in the order of the declaration.
    * Equal contracts have equal long forms, and [[read]] reads one back as it was.
    */
  def normalise(contract: Contract): Node = {
    val fields = contract.fields.map { case (name, field) => name -> field.copy(onFail = inOrder(field.onFail)) }
    new Encoder().value(Draft.form, contract.copy(fields = fields))
  }

  /** The long form as JSON on one line. */
  def json(contract: Contract): String = Json.write(normalise(contract))

  /** What a contract says, in one word: SHA-256 in hexadecimal of its long form. Comments, order of keys and short
    * writings make no difference.
    */
  def fingerprint(contract: Contract): String = Digest.of(json(contract))

  private def inOrder(actions: Map[String, Action]): Map[String, Action] =
    VectorMap.from(Failure.all.map(Names.snakeOf).flatMap(kind => actions.get(kind).map(kind -> _)))
}
