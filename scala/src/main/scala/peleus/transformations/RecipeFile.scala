package peleus.transformations

import peleus.document.Node._
import peleus.document.{Node, Yaml}
import peleus.{Nearest, Problem, Refused}

/** The form of a recipe's file: a mapping of `recipe`, its name, and `steps`, each a name with its parameters. */
private[transformations] object RecipeFile {

  /** A recipe's name and what was made of each step. */
  final case class Contents[A](name: String, steps: Seq[A])

  /** A step as written. A step that is one word has no parameters. */
  final case class Entry(name: Text, params: Node)

  /** A step in Python is called `module.name`. */
  def isOwn(name: Text): Boolean = name.value.contains('.')

  def refuseOwn(name: Text): Unit =
    if (isOwn(name)) throw Refused.because(s"'${name.value}' $inPython", at = name.at)

  private val inPython = "is a step in Python: run the recipe with Python's command `peleus`, not with peleus.Main"

  def node(name: String, steps: Seq[(String, Node)]): Node = {
    val entries = steps.map {
      case (step, Fields(Seq())) => Text(step)
      case step                  => fields(step)
    }
    fields("recipe" -> Text(name), "steps" -> Items(entries))
  }

  def read[A](text: String, source: String)(make: Entry => A): Contents[A] =
    Yaml.read(text, source) match {
      case file: Fields =>
        unknown(file)
        val name = file.get("recipe").fold(source)(named)
        Contents(name, collect(list(file))(step => make(entry(step))))
      case other => throw Refused.because(s"a recipe is a mapping, got ${show(other)}", at = other.at)
    }

  private def unknown(file: Fields): Unit = {
    val allowed = Seq("recipe", "steps")
    val problems = file.entries.map(_._1).filterNot(key => allowed.contains(key.value)).map { key =>
      Problem(key.at, "", s"unknown key '${key.value}'${Nearest(key.value, allowed)}")
    }
    if (problems.nonEmpty) throw Refused(problems)
  }

  private def named(node: Node): String = node match {
    case Text(name) => name
    case other      => throw Refused.because(s"wants text, got ${show(other)}", "recipe", other.at)
  }

  private def list(file: Fields): Seq[Node] = file.get("steps") match {
    case Some(Items(steps)) => steps
    case Some(other)        => throw Refused.because(s"wants a list, got ${show(other)}", "steps", other.at)
    case None               => throw Refused.because("'steps' is missing: a list of transformations", at = file.at)
  }

  private def entry(node: Node): Entry = node match {
    case Fields(Seq((name, Null())))         => Entry(name, noParameters(name))
    case Fields(Seq((name, params)))         => Entry(name, params)
    case name: Text                          => Entry(name, noParameters(name))
    case Fields(entries) if entries.nonEmpty =>
      val keys = entries.map(_._1.value).mkString(", ")
      throw Refused.because(s"a step is one name, its parameters indented below it; got the keys $keys", at = node.at)
    case _ => throw Refused.because(s"a step is one name with its parameters, got ${show(node)}", at = node.at)
  }

  /** `[[name, params], …]`, as Python gives them. */
  def pairs(steps: Node): Seq[(String, Node)] = steps match {
    case Items(values) =>
      values.map {
        case Items(Seq(Text(name), params)) => name -> params
        case other => throw Refused.because(s"wants a name and its parameters, got ${show(other)}", "steps", other.at)
      }
    case other => throw Refused.because(s"wants a list, got ${show(other)}", "steps", other.at)
  }

  private def noParameters(name: Text): Node = fields().placed(name.at)

  /** Every step, or the problems of all that are refused. */
  def collect[A, B](steps: Seq[A])(make: A => B): Seq[B] = {
    val (refused, made) = steps.zipWithIndex.partitionMap { case (step, i) =>
      try Right(make(step))
      catch { case Refused(problems) => Left(problems.map(_.under(s"steps[$i]"))) }
    }
    if (refused.nonEmpty) throw Refused(refused.flatten)
    made
  }
}
