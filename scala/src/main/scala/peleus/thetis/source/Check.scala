package peleus.thetis.source

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.util.Base64

import scala.util.Using

import peleus.delivery.{Chunk, Sequence}
import peleus.thetis.{MemberLayout, Plan}

/** Which chunks are to be checked against what.
  *
  * @param parts
  *   the chunks, each with what has to be known of its member
  */
private[source] final case class Check(plan: Plan, parts: Seq[(MemberLayout, Chunk)]) {

  /** As the text of an option, for Spark hands nothing but text to a data source. */
  def asOption: String = {
    val bytes = new ByteArrayOutputStream
    Using.resource(new ObjectOutputStream(bytes))(_.writeObject(this))
    Base64.getEncoder.encodeToString(bytes.toByteArray)
  }
}

private[source] object Check {

  /** The chunks of all members.
    *
    * @param positions
    *   for each member of the sequence and each field of the contract the cell that holds it, -1 where none does
    */
  def apply(plan: Plan, sequence: Sequence, positions: Seq[Seq[Int]]): Check = {
    val parts = for {
      ((member, places), file) <- sequence.members.zip(positions).zipWithIndex
      layout = MemberLayout(file, member, places)
      chunk <- member.chunks
    } yield layout -> chunk
    Check(plan, parts)
  }

  /** The check that [[Check.asOption]] wrote, in this process. */
  def fromOption(text: String): Check =
    Using.resource(new CheckInput(new ByteArrayInputStream(Base64.getDecoder.decode(text))))(_.readObject()) match {
      case check: Check => check
      case other        => throw new IllegalArgumentException(s"the option holds a ${other.getClass.getName}")
    }

  /** Looks for classes where this class came from: Spark's own class path need not hold them. */
  private final class CheckInput(in: ByteArrayInputStream) extends ObjectInputStream(in) {
    override protected def resolveClass(description: java.io.ObjectStreamClass): Class[_] =
      try Class.forName(description.getName, false, classOf[Check].getClassLoader)
      catch { case _: ClassNotFoundException => super.resolveClass(description) }
  }
}
