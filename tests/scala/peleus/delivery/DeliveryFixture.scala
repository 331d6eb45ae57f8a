package peleus.delivery

import java.io.ByteArrayOutputStream
import java.nio.charset.Charset
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path => LocalPath}
import java.util.concurrent.atomic.AtomicInteger
import java.util.zip.{GZIPOutputStream, ZipEntry, ZipOutputStream}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.scalatest.{BeforeAndAfterAll, Suite}

/** A folder for delivered files, and what it takes to read them. */
trait DeliveryFixture extends BeforeAndAfterAll { self: Suite =>

  protected val configuration = new Configuration
  private lazy val folder: LocalPath = Files.createTempDirectory("delivery")
  protected lazy val work: LocalPath = folder.resolve("work")
  private val counter = new AtomicInteger

  override protected def afterAll(): Unit = {
    val all = Files.walk(folder).iterator.asScala.toVector
    all.reverse.foreach(Files.delete)
    super.afterAll()
  }

  protected val layout: Layout = Layout(Seq("utf-8"), Seq(','), Some('"'), 0, 50)

  /** A new folder. */
  protected def newFolder(): LocalPath = Files.createDirectory(folder.resolve(counter.incrementAndGet().toString))

  /** Writes a file in a folder of its own. */
  protected def delivered(name: String, bytes: Array[Byte]): Path =
    new Path(Files.write(newFolder().resolve(name), bytes).toUri)

  protected def members(
      file: Path,
      layout: Layout = layout,
      chunkBytes: Long = Sequencer.ChunkBytes,
      limits: Limits = Limits(),
      known: Seq[String] => Int = _.size
  ): Seq[Member] =
    new Sequencer(layout, known, new Path(work.toUri), configuration, chunkBytes, limits).members(file)

  protected def member(name: String, bytes: Array[Byte], layout: Layout = layout, limits: Limits = Limits()): Member =
    members(delivered(name, bytes), layout, limits = limits).head

  /** The problems of a file that cannot be read. */
  protected def problems(
      name: String,
      bytes: Array[Byte],
      layout: Layout = layout,
      limits: Limits = Limits()
  ): Seq[FileProblem] =
    try {
      members(delivered(name, bytes), layout, limits = limits)
      Nil
    } catch { case DeliveryFailed(problems) => problems }

  protected def code(name: String, bytes: Array[Byte], layout: Layout = layout, limits: Limits = Limits()): String =
    problems(name, bytes, layout, limits).map(_.code).mkString(" ")

  /** The bytes of a path as Hadoop names it. */
  protected def content(path: String): Array[Byte] = Files.readAllBytes(LocalPath.of(new Path(path).toUri.getPath))

  protected def utf8(text: String): Array[Byte] = text.getBytes(UTF_8)

  protected def encoded(text: String, encoding: String): Array[Byte] = text.getBytes(Charset.forName(encoding))

  protected def gzip(bytes: Array[Byte]): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val packed = new GZIPOutputStream(out)
    packed.write(bytes)
    packed.close()
    out.toByteArray
  }

  protected def zip(entries: (String, Array[Byte])*): Array[Byte] = {
    val out = new ByteArrayOutputStream
    val packed = new ZipOutputStream(out)
    entries.foreach { case (name, bytes) =>
      packed.putNextEntry(new ZipEntry(name))
      packed.write(bytes)
      packed.closeEntry()
    }
    packed.close()
    out.toByteArray
  }
}
