package peleus.transformations

import scala.annotation.StaticAnnotation

/** What a transformation, a parameter or a value is for. Wants one literal: it is read when files are generated. */
final class doc(val text: String) extends StaticAnnotation

/** The version of Peleus, or of the team's library, that first had the transformation. */
final class since(val version: String) extends StaticAnnotation
