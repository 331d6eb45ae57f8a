package peleus.transformations.sample

import org.scalatest.Assertions.intercept

import peleus.Refused
import peleus.generate.Describe
import peleus.transformations.{Catalogue, Descriptor}

/** The sample family's catalogue, and what the suites do with it. */
object Samples {
  val family = new SampleFamily
  val descriptors: Seq[Descriptor] = family.declared.map(Describe(family, _))
  val catalogue: Catalogue = Catalogue.described(descriptors)

  /** The lines of the refusal. */
  def refused(what: => Any): Seq[String] = intercept[Refused](what).problems.map(_.toString)
}
