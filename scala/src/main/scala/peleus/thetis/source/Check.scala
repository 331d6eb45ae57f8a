package peleus.thetis.source

import peleus.contract.Contract
import peleus.delivery.{Chunk, Sequence}
import peleus.thetis.{MemberLayout, Plan, Sequencing, Stamp}

/** Which chunks are to be checked against what.
  *
  * @param parts
  *   the chunks, each with what has to be known of its member
  */
private[source] final case class Check(plan: Plan, parts: Seq[(MemberLayout, Chunk)])

private[source] object Check {

  /** The chunks of all members of a sequence.
    *
    * @param run
    *   number of the run that the rows are told to be of
    */
  def apply(contract: Contract, plan: Plan, sequence: Sequence, run: Option[Int]): Check = {
    val stamp = run.map(Stamp(sequence.id, _))
    val positions = Sequencing.positions(contract, sequence)
    val parts = for {
      ((member, places), file) <- sequence.members.zip(positions).zipWithIndex
      layout = MemberLayout(file, member, places, stamp)
      chunk <- member.chunks
    } yield layout -> chunk
    Check(plan, parts)
  }
}
