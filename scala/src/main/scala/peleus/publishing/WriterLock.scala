package peleus.publishing

import java.io.{FileNotFoundException, IOException}
import java.nio.channels.FileChannel
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.StandardOpenOption.{CREATE, WRITE}
import java.nio.file.{Files, Path => LocalPath}
import java.time.Instant
import java.time.temporal.ChronoUnit.SECONDS
import java.util.concurrent.ConcurrentHashMap

import scala.util.Using

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FSDataOutputStream, FileSystem, Path}
import org.apache.hadoop.net.NetUtils

import peleus.Refused
import peleus.storage.AtomicFile
import peleus.storage.FileSystems.Denied

/** One writer at a time. The lock ends with the process that holds it, however that ends: here it is the kernel's, on
  * HDFS the lease that the name node gives to whoever has a file open for writing, which it takes back a minute after
  * it has last heard of them.
  */
private[peleus] object WriterLock {

  /** Does the work while nobody else can hold the file.
    *
    * @throws Busy
    *   when somebody does
    * @throws peleus.Refused
    *   when nothing may be written there
    */
  def hold[A](file: Path, configuration: Configuration)(work: => A): A =
    if (AtomicFile.isLocal(file, configuration)) holdHere(file)(work) else holdThere(file, configuration)(work)

  private def permitted[A](file: Path)(take: => A): A =
    try take
    catch { case Denied(why) => throw Refused.because(s"nothing can be written in ${file.getParent}: $why", "store") }

  /** The local files that this process holds, with who it is. The kernel's lock is the process's as a whole, and is
    * gone as soon as the process closes the file anywhere: a second try must not even open it.
    */
  private val ours = new ConcurrentHashMap[LocalPath, String]

  private def holdHere[A](file: Path)(work: => A): A = {
    val local = AtomicFile.local(file)
    val folder = permitted(file)(Files.createDirectories(local.getParent).toRealPath())
    val place = folder.resolve(local.getFileName)
    Option(ours.putIfAbsent(place, holder)).foreach(by => throw Busy(by))
    try
      Using.resource(permitted(file)(FileChannel.open(place, CREATE, WRITE))) { channel =>
        if (channel.tryLock() == null)
          throw Busy(Some(Files.readString(place).trim).filter(_.nonEmpty).getOrElse(Unknown))
        channel.truncate(0)
        channel.write(UTF_8.encode(holder)): Unit
        work
      }
    finally ours.remove(place): Unit
  }

  private def holdThere[A](file: Path, configuration: Configuration)(work: => A): A = {
    val files = file.getFileSystem(configuration)
    val held =
      try permitted(file)(opened(files, file))
      catch { case e: IOException if isHeld(e) => throw Busy(lastLine(files, file)) }
    try {
      held.write(s"$holder\n".getBytes(UTF_8))
      held.hflush()
      work
    } finally release(held)
  }

  /** Where the lease is lost there is nothing to give back, and the work is done all the same. */
  private def release(held: FSDataOutputStream): Unit =
    try held.close()
    catch { case _: IOException => () }

  private def opened(files: FileSystem, file: Path): FSDataOutputStream =
    if (files.exists(file)) files.append(file) else files.create(file, false)

  /** By name: over the wire the class of an exception is a word in its message. */
  private def isHeld(e: IOException): Boolean =
    Seq("AlreadyBeingCreated", "RecoveryInProgress", "FileAlreadyExists").exists(e.toString.contains(_))

  private def lastLine(files: FileSystem, file: Path): String =
    try Using.resource(files.open(file))(in => new String(in.readAllBytes(), UTF_8)).linesIterator.toSeq.last
    catch { case _: FileNotFoundException | _: NoSuchElementException => Unknown }

  /** Who holds a file and has not said so yet. */
  private val Unknown = "another process"

  /** This process, for people. */
  def holder: String =
    s"process ${ProcessHandle.current.pid} on ${NetUtils.getHostname.takeWhile(_ != '/')} since ${Instant.now.truncatedTo(SECONDS)}"
}
