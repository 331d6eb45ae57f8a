package peleus.delivery

import java.nio.file.Files

import org.scalatest.funsuite.AnyFunSuite

import peleus.Refused

class DeliveryFilesSuite extends AnyFunSuite with DeliveryFixture {

  private def names(paths: String*): Seq[String] = DeliveryFiles.list(paths, configuration).map(_.getName)

  test("a folder gives its files in the order of their names, without hidden ones and folders") {
    val folder = newFolder()
    Seq("b.csv", "a.csv", ".a", "_a", "a.part", "a.tmp", "A.csv").foreach(name =>
      Files.createFile(folder.resolve(name))
    )
    Files.createFile(Files.createDirectory(folder.resolve("inner")).resolve("c.csv"))
    assert(names(folder.toString) === Seq("A.csv", "a.csv", "b.csv"))
    assert(names(folder.toUri.toString, s"$folder/b.csv") === Seq("A.csv", "a.csv", "b.csv"), "each file once")
    assert(names(s"$folder/b.csv", s"$folder/a.tmp") === Seq("a.tmp", "b.csv"), "a file that is named is taken")
  }

  test("all that is wrong with the paths is told") {
    val empty = newFolder()
    val message = intercept[Refused](names(empty.toString, s"$empty/none.csv")).getMessage
    assert(message === s"there is no file in the folder $empty\nthere is no file or folder $empty/none.csv")
    val colon = Files.createFile(newFolder().resolve("a:b.csv"))
    Seq(colon.toString, colon.getParent.toString, "a:b.csv").foreach { path =>
      val message = intercept[Refused](names(path)).getMessage
      assert(message.contains("a:b.csv cannot be read: its name holds ':'; give it another name"))
    }
    val away =
      intercept[Refused](names("nowhere:/a.csv", "hdfs://nowhere.invalid/a.csv")).getMessage.linesIterator.toSeq
    assert(away.head === "nowhere:/a.csv cannot be reached: No FileSystem for scheme \"nowhere\"")
    assert(away(1) === "hdfs://nowhere.invalid/a.csv cannot be reached: there is no host nowhere.invalid")
    assert(intercept[Refused](names()).getMessage === "a delivery wants at least one file")
  }
}
