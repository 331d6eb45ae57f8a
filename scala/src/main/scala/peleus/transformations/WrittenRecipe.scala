package peleus.transformations

import peleus.delivery.Digest
import peleus.document.Node._
import peleus.document.{Json, Node}

/** A recipe as it stands in a file, read and checked, for questions that need none of its steps made.
  *
  * @param steps
  *   `[[name, params, …], …]`, every default filled in
  * @param own
  *   the descriptors of the steps that Python brings along
  * @param sources
  *   the texts of the modules in which they stand
  */
private[peleus] final case class WrittenRecipe(
    name: String,
    steps: Node,
    own: Seq[Descriptor] = Nil,
    sources: Seq[String] = Nil
) {
  private val pairs: Seq[(Text, Node)] = steps match {
    case Items(values) => values.collect { case Items((step: Text) +: params +: _) => step -> params }
    case _             => Nil
  }

  /** What it does, in one word: SHA-256 in hexadecimal. Comments and short writings make no difference; of own steps
    * every letter of their modules does.
    */
  def fingerprint: String = {
    val written = Items(pairs.map { case (step, params) => Items(Seq(step, params)) })
    Digest.of(Json.write(fields("recipe" -> Text(name), "steps" -> written, "sources" -> texts(sources))))
  }

  /** Names of the tables that it reads beside its input, in the order in which they stand. */
  def tables(catalogue: Catalogue = Catalogue.default): Seq[String] =
    pairs.flatMap { case (step, params) => in(catalogue(step.value, own = own).record, params) }.distinct

  private def in(of: Type, node: Node): Seq[String] = (of, node) match {
    case (Type.Table, Text(table))             => Seq(table)
    case (Type.Optional(inner), value)         => in(inner, value)
    case (Type.ListOf(inner), Items(values))   => values.flatMap(in(inner, _))
    case (Type.MapOf(inner), Fields(entries))  => entries.flatMap { case (_, value) => in(inner, value) }
    case (record: Type.Record, params: Fields) =>
      record.params.flatMap(param => params.get(param.name).toSeq.flatMap(in(param.of, _)))
    case _ => Nil
  }
}

private[peleus] object WrittenRecipe {

  /** Reads a recipe of transformations in Scala.
    *
    * @param source
    *   the file's name, for places
    * @throws peleus.Refused
    *   with the problems of all steps, those in Python among them
    */
  def read(text: String, source: String, catalogue: Catalogue = Catalogue.default): WrittenRecipe = {
    val file = RecipeFile.read(text, source) { step =>
      RecipeFile.refuseOwn(step.name)
      Items(Seq(step.name, new Checker()(catalogue(step.name.value, step.name.at), step.params)))
    }
    WrittenRecipe(file.name, Items(file.steps))
  }
}
