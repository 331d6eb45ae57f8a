package peleus.jobs

import picocli.CommandLine.Model.{CommandSpec, OptionSpec}
import picocli.CommandLine.{Help, ParameterException}

import peleus.document.Node
import peleus.document.Node.{Fields, Text}
import peleus.transformations.{Descriptor, Param}
import peleus.{Build, Nearest}

/** Words of a command line to a command and its parameters; what a command takes is its descriptor's business. */
final class CommandLine private (commands: Seq[Descriptor]) {
  import CommandLine._

  /** Reads the words. A value is taken as text; whether it is allowed is checked when the command is made. */
  def parse(words: Seq[String]): Parsed = words.headOption match {
    case None | Some("--help") | Some("-h") => Answer(usage)
    case Some("--version")                  => Answer(s"peleus ${Build.version}")
    case Some(name)                         =>
      commands.find(_.name == name).fold[Parsed](Wrong(s"there is no command '$name'${Nearest(name, names)}")) {
        options(_, words.tail)
      }
  }

  private def names: Seq[String] = commands.map(_.name)

  private def options(command: Descriptor, words: Seq[String]): Parsed = {
    val line = new picocli.CommandLine(spec(command))
    try {
      val parsed = line.parseArgs(words: _*)
      if (parsed.isUsageHelpRequested) Answer(line.getUsageMessage(Help.Ansi.OFF))
      else Call(command, Fields(command.params.flatMap(p => value(parsed, p).map(Text(p.name) -> Text(_)))))
    } catch { case e: ParameterException => Wrong(s"${command.name}: ${e.getMessage}") }
  }

  private def value(parsed: picocli.CommandLine.ParseResult, p: Param): Option[String] =
    Option(parsed.matchedOptionValue[String](flag(p), null))

  private def spec(command: Descriptor): CommandSpec = {
    val spec = CommandSpec.create().name(s"peleus ${command.name}")
    spec.usageMessage().description(command.doc)
    command.params.foreach(p => spec.addOption(option(p)))
    spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this and leave").build())
  }

  private def option(p: Param): OptionSpec =
    OptionSpec
      .builder(flag(p))
      .`type`(classOf[String])
      .paramLabel(p.name.toUpperCase(java.util.Locale.ROOT))
      .required(p.default.isEmpty)
      .description(p.doc)
      .build()

  private def usage: String =
    commands.map(command => f"  ${command.name}%-12s ${command.doc}").mkString("usage: peleus COMMAND …\n\n", "\n", "")
}

object CommandLine {
  def apply(commands: Seq[Descriptor]): CommandLine = new CommandLine(commands)

  /** What the words ask for. */
  sealed trait Parsed

  /** A text to show: help, version. */
  final case class Answer(text: String) extends Parsed

  /** The words are not understood; the sentence says why. */
  final case class Wrong(text: String) extends Parsed

  /** A command with the parameters that were given. */
  final case class Call(command: Descriptor, params: Node) extends Parsed

  /** `--not-after` for `not_after`, in both command lines. */
  def flag(p: Param): String = s"--${p.name.replace('_', '-')}"
}
