package peleus.publishing

import java.nio.file.Files

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.scalatest.funsuite.AnyFunSuite

class WriterLockSuite extends AnyFunSuite {
  private val configuration = new Configuration
  private def place() = new Path(Files.createTempDirectory("lock").resolve("store/.writer").toString)
  private def here = ProcessHandle.current.pid

  /** What another process says that tries to take the lock, and lets go of it at once. */
  private def elsewhere(file: Path): String = {
    val child = new Child(LockHolder, Seq(file.toString))
    child.succeed()
    child.output.linesIterator.toSeq.last
  }

  private def hold[A](file: Path)(work: => A): A = WriterLock.hold(file, configuration)(work)

  test("while one holds it others are told who, in this process and in another") {
    val file = place()
    hold(file) {
      val expected = s"process $here on .* since .*"
      assert(intercept[Busy](hold(file)(fail("two hold it"))).by.matches(expected))
      // the kernel would have let go of it, had the second try but opened the file
      assert(elsewhere(file).matches(s"another writer is at work: $expected"))
    }
    assert(elsewhere(file) == LockHolder.Holds)
  }

  test("it is let go of when the work is done, and when it fails") {
    val file = place()
    assert(hold(file)(7) == 7)
    intercept[IllegalStateException](hold(file)(throw new IllegalStateException))
    assert(hold(file)(8) == 8)
    hold(place())(assert(hold(file)(9) == 9, "another lock is another matter"))
  }

  test("the lock of a process that is killed is free") {
    val file = place()
    val child = new Child(LockHolder, Seq(file.toString, "wait"))
    child.awaitLine(LockHolder.Holds)
    assert(intercept[Busy](hold(file)(fail("two hold it"))).by.startsWith(s"process ${child.pid} on "))
    child.kill()
    assert(hold(file)(7) == 7)
  }
}
