package peleus.declared

import peleus.Problem

/** Sentences about values that every file may hold. */
private[peleus] object Checks {
  private val Name = "[a-z][a-z0-9_]*".r

  /** Names that become names of tables and of folders, and words in reports. */
  def name(name: String, at: Cursor): Option[Problem] =
    Option.unless(Name.matches(name)) {
      at.problem(s"'$name' is no name: small letters, digits and _ are allowed, a letter first")
    }

  def atLeast(least: Int, number: Int, at: Cursor): Option[Problem] =
    Option.when(number < least)(at.problem(s"$number is too few: $least and more are allowed"))

  def atLeastOne(values: Seq[Any], at: Cursor): Option[Problem] =
    Option.when(values.isEmpty)(at.problem("is empty: at least one is wanted"))

  /** A list that holds a value twice.
    *
    * @param shown
    *   a value as the sentence names it
    */
  def twice[A](values: Seq[A], at: Cursor)(shown: A => String): Seq[Problem] =
    values.zipWithIndex.collect {
      case (value, i) if values.indexOf(value) < i => (at / i).problem(s"${shown(value)} is given twice")
    }
}
