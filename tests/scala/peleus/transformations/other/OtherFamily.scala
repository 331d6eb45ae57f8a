package peleus.transformations.other

import org.apache.spark.sql.DataFrame

import peleus.transformations._

/** What a team ships in a jar of its own; the suites put it behind a class loader of its own. */
final class OtherFamily extends Family(declare(Other()))

@doc("A record of a name that another family uses as well.")
final case class Lookup(@doc("a flag") small: Boolean = true)

@doc("Leaves everything as it is.") @since("2.1")
final case class Other(@doc("how") lookup: Lookup = Lookup()) extends Transformation {
  def apply(df: DataFrame): DataFrame = df
}
