package peleus.contract

import java.util.Locale

import peleus.Problem
import peleus.declared.Cursor

/** Names of fields, and the labels by which a header gives them: each names one field. */
private[contract] object NamesCheck {

  /** Spark and Hive hold such names without quotes, and tables of our own columns begin with `_`. */
  private val Name = "\\p{L}[\\p{L}\\p{M}\\p{N}_]*".r

  /** Longest name that every database behind a metastore holds. */
  private val Longest = 128

  def apply(draft: Draft): Seq[Problem] = {
    val at = draft.at / "fields"
    val names = draft.fieldNames
    val none =
      Option.when(names.isEmpty && draft.part[Any]("fields").isDefined)(at.problem("is empty: a table has a column"))
    none.toSeq ++ names.flatMap(name(_, at)) ++ sameName(names, at) ++ labels(draft, at)
  }

  private def name(name: String, at: Cursor): Option[Problem] =
    if (name.startsWith("_")) Some(at.key(name).problem("names that begin with _ are those of Peleus' own columns"))
    else Option.unless(Name.matches(name) && name.length <= Longest)(at.key(name).problem(noName))

  private val noName =
    s"is no name of a column: letters, digits and _ are allowed, a letter first, $Longest at most; " +
      "what the header says is a label"

  private def sameName(names: Seq[String], at: Cursor): Seq[Problem] = {
    val lower = names.map(_.toLowerCase(Locale.ROOT))
    names.zipWithIndex.collect {
      case (name, i) if lower.indexOf(lower(i)) < i =>
        at.key(name).problem(s"differs from '${names(lower.indexOf(lower(i)))}' by its case only: Hive tells no case")
    }
  }

  private def labels(draft: Draft, at: Cursor): Seq[Problem] = {
    val said = draft.fields.flatMap { case (name, field) =>
      field.labels.zipWithIndex.map { case (label, i) => (name, label, at / name / "labels" / i) }
    }
    val names = draft.fieldNames.map(name => Label.key(name) -> name)
    val owners = (names ++ said.map { case (name, label, _) => Label.key(label) -> name }).groupMap(_._1)(_._2)
    said.flatMap { case (name, label, at) =>
      val owner = owners(Label.key(label)).head
      if (Label.key(label).isEmpty) Some(at.problem("a label cannot be blank"))
      else Option.when(owner != name)(at.problem(s"'$label' is a label of '$owner' already"))
    }
  }
}
