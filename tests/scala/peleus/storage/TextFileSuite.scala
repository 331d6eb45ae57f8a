package peleus.storage

import java.io.FileNotFoundException
import java.net.URI
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.Files

import org.apache.hadoop.fs.{FSDataInputStream, Path, RawLocalFileSystem}
import org.apache.hadoop.security.AccessControlException

import peleus.{Refused, SparkSuite}

class TextFileSuite extends SparkSuite {
  private val file = Files.createTempFile("text", ".txt")

  private def read(bytes: Array[Byte]): String = TextFile.read(spark, Files.write(file, bytes).toString)

  private def refused(name: String): String = intercept[Refused](TextFile.read(spark, name)).getMessage

  test("text in UTF-8 is read as it is") {
    Seq("", "é\n\ud83d\ude00", "\ufeffa\r\n").foreach(text => assert(read(text.getBytes(UTF_8)) == text))
  }

  test("other bytes are refused with their line") {
    def line(bytes: Array[Byte]): String = intercept[Refused](read(bytes)).getMessage
    assert(line("a\nb\né\n".getBytes("windows-1252")) == s"the file $file is not UTF-8 in line 3: save it as UTF-8")
    assert(line("é".getBytes("windows-1252")).contains("in line 1:"), "an end inside a character")
    assert(line("a\né".getBytes(UTF_8).dropRight(1)).contains("in line 2:"))
    assert(line(Array(0xed.toByte, 0xa0.toByte, 0x80.toByte)).contains("in line 1:"), "a surrogate")
  }

  test("a file that is not there, or may not be read, is named") {
    assert(refused("nowhere.txt") == "there is no file nowhere.txt")
    val configuration = spark.sparkContext.hadoopConfiguration
    configuration.set("fs.denied.impl", classOf[DeniedFileSystem].getName)
    try
      Seq("local", "remote").foreach { kind =>
        val denied = s"denied:${Files.createTempFile(kind, ".txt")}"
        assert(refused(denied) == s"the file $denied cannot be read: $kind: Permission denied")
      }
    finally configuration.unset("fs.denied.impl")
  }
}

/** Local files that nobody may read, told as Java does it or as a cluster does it, by their names. */
class DeniedFileSystem extends RawLocalFileSystem {
  override def getUri: URI = URI.create("denied:///")
  override def getScheme: String = "denied"

  override def open(path: Path, bufferSize: Int): FSDataInputStream =
    if (path.getName.startsWith("local")) throw new FileNotFoundException("local: Permission denied")
    else throw new AccessControlException("remote: Permission denied\n\tat the server")
}
