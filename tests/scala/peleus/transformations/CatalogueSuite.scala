package peleus.transformations

import java.nio.file.{Files, Path}

import org.scalatest.funsuite.AnyFunSuite

import peleus.At
import peleus.generate.{Describe, Generate}
import peleus.transformations.other.OtherFamily
import peleus.transformations.sample.SampleFamily
import peleus.transformations.sample.Samples.{catalogue, descriptors, refused}

class CatalogueSuite extends AnyFunSuite {

  /** A jar of a team: its classes are seen through this loader only, and come anew. */
  private final class TeamLoader(folder: Path)
      extends java.net.URLClassLoader(Array(folder.toUri.toURL), getClass.getClassLoader) {
    override def loadClass(name: String, resolve: Boolean): Class[_] =
      if (!name.startsWith("peleus.transformations.other.")) super.loadClass(name, resolve)
      else Option(findLoadedClass(name)).getOrElse(findClass(name))
  }

  private def team(): TeamLoader = {
    val folder = Files.createTempDirectory("team")
    val classes = Path.of(classOf[OtherFamily].getProtectionDomain.getCodeSource.getLocation.toURI)
    val place = folder.resolve("peleus/transformations/other")
    Files.createDirectories(place)
    Files.list(classes.resolve("peleus/transformations/other")).forEach { file =>
      Files.copy(file, place.resolve(file.getFileName)): Unit
    }
    val family = new OtherFamily
    Files.writeString(
      place.resolve("other_family.json"),
      Generate.descriptorText(family.declared.map(Describe(family, _)))
    )
    val services = Files.createDirectories(folder.resolve("META-INF/services"))
    Files.writeString(services.resolve(classOf[Family].getName), s"${classOf[OtherFamily].getName}\n")
    new TeamLoader(folder)
  }

  private def under[A](loader: ClassLoader)(what: => A): A = {
    val before = Thread.currentThread.getContextClassLoader
    Thread.currentThread.setContextClassLoader(loader)
    try what
    finally Thread.currentThread.setContextClassLoader(before)
  }

  test("a family of another jar brings its descriptors, and its classes are found") {
    val loader = team()
    under(loader) {
      val descriptor = Catalogue.default("other")
      assert(descriptor.since == "2.1")
      val made = new Decoder().transformation(descriptor, descriptor.example)
      assert(made.getClass.getClassLoader == loader)
      assert(Catalogue.default.of(made) == descriptor)
    }
    assert(!Catalogue.default.all.exists(_.name == "other"))
  }

  test("the catalogue is read once for each class loader") {
    val loader = team()
    val first = under(loader)(Catalogue.default)
    assert(under(loader)(Catalogue.default) eq first)
    assert(Catalogue.default ne first)
  }

  test("a loader that does not see us is passed over") {
    val stranger = new java.net.URLClassLoader(Array.empty[java.net.URL], ClassLoader.getPlatformClassLoader)
    assert(under(stranger)(Catalogue.default) eq under(getClass.getClassLoader)(Catalogue.default))
  }

  test("a family without its descriptor file says what to do") {
    assert(
      intercept[IllegalStateException](Catalogue.of(Seq(new SampleFamily))).getMessage ==
        "peleus.transformations.sample.SampleFamily has no descriptor file sample_family.json: run make generate"
    )
  }

  test("two transformations of one name are refused") {
    val twice = descriptors.head.copy(implementation = "a.Team")
    assert(
      intercept[IllegalStateException](Catalogue.described(descriptors :+ twice)).getMessage ==
        "two transformations are called read_day: peleus.transformations.sample.ReadDay, a.Team"
    )
  }

  test("a name is looked up among Python's own steps first") {
    val own = descriptors.head.copy(name = "steps.flag")
    assert(catalogue("steps.flag", own = Seq(own)) == own)
    assert(
      refused(catalogue("steps.flog", Some(At("r.yaml", 2, 5)), Seq(own))).head
        .startsWith("r.yaml:2:5: unknown transformation 'steps.flog', did you mean 'steps.flag'?")
    )
  }

  test("a class that no family declares is not encoded") {
    val catalogue = Catalogue.described(Nil)
    val step = peleus.transformations.sample.RenameFields(Map.empty)
    assert(intercept[IllegalStateException](catalogue.encode(step)).getMessage.contains("run make generate"))
  }
}
