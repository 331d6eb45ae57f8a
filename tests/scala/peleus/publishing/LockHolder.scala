package peleus.publishing

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path

/** A process that holds a lock until it is killed, or says who does. */
object LockHolder {
  val Holds = "HOLDS"

  def main(arguments: Array[String]): Unit =
    try
      WriterLock.hold(new Path(arguments(0)), new Configuration) {
        println(Holds)
        if (arguments.contains("wait")) Thread.sleep(Long.MaxValue)
      }
    catch { case busy: Busy => println(busy.getMessage) }
}
