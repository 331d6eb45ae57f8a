package peleus.contract

import scala.collection.immutable.VectorMap

import org.apache.hadoop.fs.Path
import org.apache.spark.sql.SparkSession

import peleus.declared.Words
import peleus.delivery.Digest
import peleus.document.{Json, Node, Yaml}
import peleus.storage.TextFile
import peleus.transformations.{Descriptor, Encoder, Names, Type}

/** The file of a contract, `contract.yaml`. */
object ContractFile {

  /** What a contract's long form holds; `make generate` writes it from [[Contract]]. */
  lazy val descriptor: Descriptor = Descriptor.read(Json.resource(getClass, "contract.json"))

  /** The type of the whole file. */
  private[contract] lazy val form: Type.Record = descriptor.record

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
    val draft = new Draft(Words(form, shorthand(Yaml.read(text, source))))
    draft.valid(shorthand.problems ++ ContractCheck(draft))
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
    new Encoder().value(form, contract.copy(fields = fields))
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
