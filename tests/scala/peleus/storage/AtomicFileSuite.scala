package peleus.storage

import java.nio.file.Files
import java.util.concurrent.{Callable, CountDownLatch, Executors}

import scala.jdk.CollectionConverters._

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.scalatest.funsuite.AnyFunSuite

class AtomicFileSuite extends AnyFunSuite {
  private val configuration = new Configuration
  private def folder() = Files.createTempDirectory("atomic")

  private def together[A](works: Seq[() => A]): Seq[A] = {
    val threads = Executors.newFixedThreadPool(works.size)
    val begin = new CountDownLatch(works.size)
    val tasks = works.map(work =>
      new Callable[A] {
        override def call(): A = {
          begin.countDown()
          begin.await()
          work()
        }
      }
    )
    try threads.invokeAll(tasks.asJava).asScala.toSeq.map(_.get)
    finally threads.shutdownNow(): Unit
  }

  test("of 16 who make a file at once exactly one does, and its text stays") {
    val place = folder()
    (1 to 20).foreach { number =>
      val file = new Path(place.resolve(s"$number.json").toString)
      val made = together((1 to 16).map(i => () => i -> AtomicFile.create(file, s"text of $i", configuration)))
      val Seq((winner, _)) = made.filter(_._2): @unchecked
      assert(AtomicFile.read(file, configuration).contains(s"text of $winner"))
    }
    assert(place.toFile.list().sorted.toSeq == (1 to 20).map(number => s"$number.json").sorted, "nothing else is left")
  }

  test("who reads a file that is being replaced reads an old text or a new one, whole") {
    val place = folder()
    val file = new Path(place.resolve("published.json").toString)
    def text(number: Int) = s"$number " * 50000
    AtomicFile.replace(file, text(0), configuration)
    @volatile var last = 0
    val writer = () => {
      (1 to 200).foreach { number =>
        AtomicFile.replace(file, text(number), configuration)
        last = number
      }
      last
    }
    val reader = () => {
      var (reads, latest) = (0, 0)
      while (last < 200) {
        val words = AtomicFile.read(file, configuration).get.split(' ')
        assert(words.length == 50000 && words.distinct.length == 1)
        assert(words.head.toInt >= latest)
        latest = words.head.toInt
        reads += 1
      }
      reads
    }
    val counts = together(Seq(writer, reader, reader))
    assert(counts.forall(_ > 0))
    assert(place.toFile.list().toSeq == Seq("published.json"))
  }

  test("what is not there is not read, and is made with the folders above it") {
    val file = new Path(folder().resolve("new/folder/file").toString)
    assert(AtomicFile.read(file, configuration).isEmpty)
    AtomicFile.replace(file, "é\n", configuration)
    assert(AtomicFile.read(file, configuration).contains("é\n"))
    assert(!AtomicFile.create(file, "other", configuration))
    assert(AtomicFile.read(file, configuration).contains("é\n"))
  }

  test("what cannot be read is no missing file") {
    val place = folder()
    intercept[java.io.IOException](AtomicFile.read(new Path(place.toString), configuration))
  }
}
