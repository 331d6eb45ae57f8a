package peleus.publishing

import java.lang.management.ManagementFactory
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit.SECONDS

import scala.jdk.CollectionConverters._

import org.scalatest.Assertions.fail

/** A process with the class path and the JVM options of this one, that can be killed. Everything it says is kept.
  *
  * @param main
  *   an object with a `main`
  */
private[publishing] final class Child(main: AnyRef, arguments: Seq[String]) {
  private val said: Path = Files.createTempFile("child", ".log")

  private val process: Process = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val options = ManagementFactory.getRuntimeMXBean.getInputArguments.asScala.filter { option =>
      option.startsWith("--add-opens") || option.startsWith("-D")
    }
    val builder = new ProcessBuilder(
      (Child.Short.prepended(java) ++ options ++ Seq(main.getClass.getName.stripSuffix("$")) ++ arguments).asJava
    )
    // not as an option: a class path can be longer than what one may be
    builder.environment.put("CLASSPATH", System.getProperty("java.class.path"))
    builder.redirectErrorStream(true).redirectOutput(said.toFile).start()
  }

  def pid: Long = process.pid

  /** Waits until something holds, or the process has ended.
    *
    * @param what
    *   for whoever reads that it did not
    */
  def await(what: String)(holds: => Boolean): Unit = {
    val end = System.nanoTime + SECONDS.toNanos(Child.Patience)
    while (!holds) {
      if (!process.isAlive && !holds) fail(s"the process ended with ${process.exitValue} before $what:\n$output")
      if (System.nanoTime > end) {
        kill()
        fail(s"no $what in ${Child.Patience} s:\n$output")
      }
      Thread.sleep(5)
    }
  }

  /** Waits until it says a line. */
  def awaitLine(line: String): Unit = await(s"'$line'")(output.linesIterator.contains(line))

  /** With SIGKILL: it does nothing more. */
  def kill(): Unit = {
    process.destroyForcibly().waitFor()
    ()
  }

  /** Lets it come to its end. */
  def succeed(): Unit = {
    if (!process.waitFor(Child.Patience, SECONDS)) {
      kill()
      fail(s"it has not ended in ${Child.Patience} s:\n$output")
    }
    if (process.exitValue != 0) fail(s"it ended with ${process.exitValue}:\n$output")
  }

  def output: String = Files.readString(said)
}

private[publishing] object Child {

  /** For a process that ends before a better compiler would have paid for itself. */
  private val Short = Seq("-Xmx1g", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

  /** Seconds, for a machine that has much else to do. */
  private val Patience = 300L
}
