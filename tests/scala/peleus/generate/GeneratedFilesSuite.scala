package peleus.generate

import java.nio.file.Path

import org.scalatest.funsuite.AnyFunSuite

import peleus.transformations.Catalogue

class GeneratedFilesSuite extends AnyFunSuite {

  test("every generated file says what the declarations say") {
    val stale = Generate.stale(Path.of("").toAbsolutePath, Catalogue.families).map(_._1)
    assert(stale.isEmpty, s"run `make generate`: ${stale.mkString(", ")}")
  }
}
