package peleus.jobs

import org.scalatest.funsuite.AnyFunSuite

import peleus.Build
import peleus.document.Json
import peleus.jobs.CommandLine.{Answer, Call, Wrong}

class CommandLineSuite extends AnyFunSuite {
  private def parse(words: String*) = CommandLine(Commands.all).parse(words)

  test("options become parameters") {
    parse("prepare", "--recipe", "r.yaml", "--source=in/x", "--into", "out/x") match {
      case Call(command, params) =>
        assert(command.name == "prepare")
        assert(Json.write(params) == """{"recipe":"r.yaml","source":"in/x","into":"out/x"}""")
      case other => fail(s"got $other")
    }
  }

  test("help and version are answers") {
    assert(parse("--version") == Answer(s"peleus ${Build.version}"))
    assert(parse() == parse("--help"))
    parse("--help") match {
      case Answer(text) =>
        assert(text.contains("  prepare      Applies a recipe to a table, and publishes or writes what comes out."))
      case other => fail(s"got $other")
    }
    parse("prepare", "--help") match {
      case Answer(text) => assert(text.contains("--into=INTO") && text.contains("it must not exist"))
      case other        => fail(s"got $other")
    }
  }

  test("what is not understood is named") {
    val allowed = "(allowed: check, prepare, score)"
    assert(parse("prepar") == Wrong(s"there is no command 'prepar', did you mean 'prepare'? $allowed"))
    assert(
      parse("prepare", "--recipe", "r", "--source", "s", "--into", "i", "--form", "x") ==
        Wrong("prepare: Unknown options: '--form', 'x'")
    )
    assert(
      parse("prepare", "--recipe", "r", "--source", "s") == Wrong("prepare: Missing required option: '--into=INTO'")
    )
  }
}
