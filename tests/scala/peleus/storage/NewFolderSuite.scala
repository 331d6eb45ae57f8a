package peleus.storage

import java.net.URI
import java.nio.file.attribute.PosixFilePermission
import java.nio.file.{Files, Path => LocalPath}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path, RawLocalFileSystem}
import org.apache.hadoop.security.AccessControlException
import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused

class NewFolderSuite extends AnyFunSuite {
  private val configuration = new Configuration
  configuration.set("fs.overtaken.impl", classOf[OvertakenFileSystem].getName)
  configuration.set("fs.guarded.impl", classOf[GuardedFileSystem].getName)

  private def place(): LocalPath = Files.createTempDirectory("new_folder").resolve("made")

  private def write(text: String)(folder: Path): Unit = TextFile.write(new Path(folder, "text"), text, configuration)

  private def listing(folder: LocalPath): Set[String] = folder.toFile.list().toSet.filterNot(_.endsWith(".crc"))

  test("of two for one place the second is refused, and the first one's stays") {
    val path = place()
    val Seq(first, second) = Seq.fill(2)(new NewFolder(path.toString, configuration)): @unchecked
    first.fill(write("first"))
    val message = intercept[Refused](second.fill(write("second"))).getMessage
    assert(message == s"into: '$path' was made by another run meanwhile; nothing of this run is kept")
    assert(Files.readString(path.resolve("text")) == "first")
    assert(listing(path) == Set("text") && listing(path.getParent) == Set("made"))
  }

  test("a folder that is made at the last moment is seen, too") {
    val path = place()
    val folder = new NewFolder(s"overtaken:$path", configuration)
    assert(intercept[Refused](folder.fill(write("late"))).getMessage.contains("was made by another run"))
    assert(listing(path) == Set("other") && listing(path.getParent) == Set("made"))
  }

  test("nobody else may look into it before it is done, and it is removed when the process ends") {
    val path = place()
    val folder = new NewFolder(path.toString, configuration)
    folder.fill { unfinished =>
      write("text")(unfinished)
      val hidden = unfinished.getParent
      assert(listing(path.getParent) == Set(hidden.getName) && hidden.getName.startsWith(".made-"))
      assert(folder.scratch.getParent == hidden)
      assert(Files.getPosixFilePermissions(path.resolveSibling(hidden.getName)).asScala == owner)
      val files = hidden.getFileSystem(configuration)
      assert(files.cancelDeleteOnExit(hidden), "it was to be removed")
    }
    val sibling = Files.createDirectory(path.resolveSibling("sibling"))
    assert(Files.getPosixFilePermissions(path) == Files.getPosixFilePermissions(sibling), "what is made is for all")
  }

  private val owner =
    Set(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE)

  test("a run that fails leaves nothing") {
    val path = place()
    val folder = new NewFolder(path.toString, configuration)
    intercept[IllegalStateException](folder.fill { unfinished =>
      write("text")(unfinished)
      write("text")(folder.scratch)
      throw new IllegalStateException
    })
    assert(listing(path.getParent) == Set())
  }

  test("a place where a cluster does not let this user look or write is refused in a sentence") {
    val above = place().getParent
    Seq("closed", "owned").foreach { guarded =>
      Files.createDirectory(above.resolve(guarded))
      val where = s"guarded:$above/$guarded"
      Seq("made", "new/made").foreach { name =>
        val message = intercept[Refused](new NewFolder(s"$where/$name", configuration)).getMessage
        val denied = if (guarded == "closed" && name == "new/made") s"$where/new" else where
        assert(message == s"into: nothing can be written in $denied: Permission denied: user=stranger")
      }
      assert(listing(above.resolve(guarded)) == Set())
    }
    val file = Files.createFile(above.resolve("file"))
    val message = intercept[Refused](new NewFolder(s"$file/made", configuration)).getMessage
    assert(message.startsWith(s"into: nothing can be written in file:$file: "))
  }

  test("names that are no place for a folder are refused") {
    def refused(name: String): String = intercept[Refused](new NewFolder(name, configuration)).getMessage
    Seq("", " ").foreach(name => assert(refused(name) == "into: is empty: name a folder that is to be made"))
    Seq("st[ag]ed", "a/*/b", "a?", "{a,b}", "a\\b").foreach { name =>
      assert(refused(name).startsWith(s"into: '$name' holds ") && refused(name).contains("are not allowed"))
    }
    assert(refused("a:b") == "into: 'a:b' is not the path of a folder")
    assert(refused("/") == "into: '/' exists; give a folder that does not, or remove it")
  }
}

/** Local files, with folders that HDFS would not let this user look into (`closed`) or write in (`owned`). */
class GuardedFileSystem extends RawLocalFileSystem {
  override def getUri: URI = URI.create("guarded:///")
  override def getScheme: String = "guarded"

  override def exists(path: Path): Boolean = {
    requireOutside(path, "closed")
    super.exists(path)
  }

  override def mkdirs(path: Path): Boolean = {
    requireOutside(path, "owned")
    super.mkdirs(path)
  }

  override def delete(path: Path, recursive: Boolean): Boolean = {
    requireOutside(path, "owned")
    super.delete(path, recursive)
  }

  private def requireOutside(path: Path, folder: String): Unit =
    if (Iterator.iterate(path.getParent)(_.getParent).takeWhile(_ != null).exists(_.getName == folder))
      throw new AccessControlException("Permission denied: user=stranger\n\tat the server")
}

/** Local files, where another run makes a folder just before it is renamed to. */
class OvertakenFileSystem extends RawLocalFileSystem {
  override def getUri: URI = URI.create("overtaken:///")
  override def getScheme: String = "overtaken"

  override def rename(from: Path, to: Path): Boolean = {
    create(new Path(to, "other")).close()
    super.rename(from, to)
  }
}
