package peleus.transformations

import java.util.Locale

/** Scala's names and the names in recipes, SQL and Python. */
private[peleus] object Names {

  /** `ParseDate` and `parseDate` to `parse_date`. */
  def snake(name: String): String = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)

  /** `set_null` for the case object `SetNull`. */
  def snakeOf(value: Product): String = snake(value.productPrefix)

  /** `set_null` to `SetNull`. */
  def pascal(name: String): String = name.split('_').map(_.capitalize).mkString

  /** `SetNull` of `peleus.transformations.OnInvalid$SetNull`. */
  def simple(className: String): String = className.split("[.$]").last
}
