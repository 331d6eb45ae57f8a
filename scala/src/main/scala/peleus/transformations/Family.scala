package peleus.transformations

import scala.reflect.ClassTag

/** The transformations declared in one file.
  *
  * A family is a class without parameters, since `ServiceLoader` wants a public constructor. Its name stands in
  * `META-INF/services/peleus.transformations.Family` and its descriptor file beside its class.
  */
abstract class Family(val declared: Declared*)

/** One transformation of a family, with an example that documentation shows. */
final class Declared(val of: Class[_], makeExample: () => Transformation) {
  lazy val example: Transformation = makeExample()
}

/** Declares a transformation: `final class Dates extends Family(declare(ParseDate("birth", Seq("dd/MM/yyyy"))))`. */
object declare {
  def apply[T <: Transformation](example: => T)(implicit tag: ClassTag[T]): Declared =
    new Declared(tag.runtimeClass, () => example)
}
