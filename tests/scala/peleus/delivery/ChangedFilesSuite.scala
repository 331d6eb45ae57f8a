package peleus.delivery

import java.net.URI
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.{Files, Path => LocalPath}

import org.apache.hadoop.fs.{FSDataInputStream, FileStatus, Path, RawLocalFileSystem}
import org.scalatest.funsuite.AnyFunSuite

class ChangedFilesSuite extends AnyFunSuite with DeliveryFixture {
  configuration.set("fs.growing.impl", classOf[GrowingFileSystem].getName)
  configuration.set("fs.stale.impl", classOf[StaleFileSystem].getName)

  private val text = utf8("id\n1\n2\n")

  private def codes(scheme: String, name: String, bytes: Array[Byte]): Seq[String] = {
    val file = delivered(name, bytes).toUri.getPath
    try { members(new Path(s"$scheme:$file")); Nil }
    catch { case DeliveryFailed(problems) => problems.map(problem => s"${problem.code}: ${problem.what}") }
  }

  private val changed = Seq("changed: changed while it was read; is it still being uploaded?")

  test("a file that grows while it is read fails") {
    assert(codes("growing", "a.csv", text) === changed)
    assert(codes("growing", "a.zip", zip("a.csv" -> text)) === changed)
  }

  test("a file that has more bytes than the file system tells fails") {
    assert(codes("stale", "a.csv", text) === changed)
    assert(codes("stale", "a.csv.gz", gzip(text)) === changed)
  }

  test("a file that has not changed does not") {
    assert(codes("file", "a.csv", text) === Nil)
    val file = delivered("a.csv", text)
    val status = file.getFileSystem(configuration).getFileStatus(file)
    assert(members(file).map(_.modified) === Seq(status.getModificationTime))
  }
}

/** Local files that get one more line whenever somebody opens them. */
class GrowingFileSystem extends RawLocalFileSystem {
  override def getUri: URI = URI.create("growing:///")
  override def getScheme: String = "growing"

  override def open(path: Path, bufferSize: Int): FSDataInputStream = {
    Files.write(LocalPath.of(path.toUri.getPath), "3\n".getBytes(UTF_8), APPEND)
    super.open(path, bufferSize)
  }
}

/** Local files whose last two bytes are not told, as those of a block that is being written. */
class StaleFileSystem extends RawLocalFileSystem {
  override def getUri: URI = URI.create("stale:///")
  override def getScheme: String = "stale"

  override def getFileStatus(path: Path): FileStatus = {
    val real = super.getFileStatus(path)
    new FileStatus(real.getLen - 2, false, 1, real.getBlockSize, real.getModificationTime, real.getPath)
  }
}
