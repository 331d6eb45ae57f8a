package peleus.thetis.source

import peleus.contract.Contract
import peleus.delivery.{Chunk, Sequence}
import peleus.thetis.{MemberLayout, Plan, Sequencing}

/** Which chunks are to be checked against what.
  *
  * @param parts
  *   the chunks, each with what has to be known of its member
  */
private[source] final case class Check(plan: Plan, parts: Seq[(MemberLayout, Chunk)])

private[source] object Check {

  /** The chunks of all members of a sequence. */
  def apply(contract: Contract, plan: Plan, sequence: Sequence): Check = {
    val positions = Sequencing.positions(contract, sequence)
    val parts = for {
      ((member, places), file) <- sequence.members.zip(positions).zipWithIndex
      layout = MemberLayout(file, member, places)
      chunk <- member.chunks
    } yield layout -> chunk
    Check(plan, parts)
  }
}
