package peleus.learning

import peleus.declared.{Parts, Rewrite, Words}
import peleus.document.Node._
import peleus.document.{Json, Node, Yaml}
import peleus.transformations.{Descriptor, Encoder, Type}

/** The file of a model, `model.yaml`. */
object ModelFile {

  /** What a model's long form holds; `make generate` writes it from [[Model]]. */
  lazy val descriptor: Descriptor = Descriptor.read(Json.resource(getClass, "model.json"))

  private lazy val form: Type.Record = descriptor.record

  /** Reads and checks a model, in its short or in its long form. Candidates, their settings and the values to try keep
    * the order of the file.
    *
    * @param source
    *   the file's name, for places
    * @throws peleus.Refused
    *   with everything that is wrong, in the order of the file
    */
  def read(text: String, source: String): Model = {
    val shorthand = new Shorthand
    val parts = new Parts[Model](form, Words(form, shorthand(Yaml.read(text, source))))
    Defaults(parts.valid(shorthand.problems ++ ModelCheck(parts)))
  }

  /** The long form: every key, defaults filled in, in the order of the declaration. Of a candidate it has the settings
    * that are tried and no others. [[read]] reads it back as it was.
    */
  def normalise(model: Model): Node =
    Rewrite(new Encoder().value(form, model)) { case ("candidates", families) =>
      Rewrite(families) { case (_, settings) =>
        Rewrite(settings) { case (_, Items(values)) => Items(values.map(plain)) }
      }
    }

  /** The long form as JSON on one line. */
  def json(model: Model): String = Json.write(normalise(model))

  /** A whole number without a point: `max_depth` is 4, not 4.0. */
  private def plain(value: Node): Node = value match {
    case Number(n) if n.isValidInt => Number(n.toInt)
    case other                     => other
  }
}
