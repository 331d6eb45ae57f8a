package peleus.thetis

import peleus.delivery.Member

/** What has to be known of a member to check its chunks.
  *
  * @param file
  *   its position in the sequence
  * @param name
  *   for messages
  * @param encoding
  *   the one in which it was delivered
  * @param width
  *   cells of its header
  * @param positions
  *   for each field of the contract the cell that holds it, -1 where none does
  * @param stamp
  *   what its rows tell of themselves, where they are to be published
  */
final case class MemberLayout(
    file: Int,
    name: String,
    encoding: String,
    delimiter: Char,
    width: Int,
    positions: Seq[Int],
    stamp: Option[Stamp] = None
)

/** What every row of a run tells: the hash of the delivery that it came with, and the number of the run. */
final case class Stamp(delivery: String, run: Int)

object MemberLayout {

  /** The layout of a member of a sequence, given where its header has the fields. */
  def apply(file: Int, member: Member, positions: Seq[Int], stamp: Option[Stamp]): MemberLayout = MemberLayout(
    file,
    member.name,
    member.encoding.name,
    member.delimiter,
    member.labels.size,
    positions,
    stamp
  )
}
