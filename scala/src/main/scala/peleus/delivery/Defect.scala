package peleus.delivery

import java.io.IOException

/** What is wrong with a stream of bytes, by a reader that does not know whose they are; see [[FileProblem]]. */
private[delivery] final case class Defect(code: String, what: String) extends IOException(what)

private[delivery] object Defect {

  /** For a file that is not any more what the file system told about it. */
  def changed: Defect = Defect("changed", "changed while it was read; is it still being uploaded?")

  /** Runs what reads a file and names the file in its defects.
    *
    * @throws DeliveryFailed
    *   for a defect
    */
  def in[A](file: String)(read: => A): A =
    try read
    catch { case Defect(code, what) => throw DeliveryFailed(Seq(FileProblem(file, code, what))) }
}
