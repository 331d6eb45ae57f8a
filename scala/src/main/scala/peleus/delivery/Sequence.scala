package peleus.delivery

import java.io.FileNotFoundException

import org.apache.hadoop.fs.{FileSystem, Path}

/** What the sequencer found out about a delivery by reading it once: what it is, and where its records lie.
  *
  * Counts here come from the bytes as they were delivered; what was written is counted by other code, and the two are
  * compared (`peleus.thetis.Identities`).
  *
  * @param members
  *   files of text, in the order of their paths and entries; their position is the `_file` of rows
  */
final case class Sequence(members: Seq[Member]) {

  /** What the delivery is, whatever its files are called and however they are packed: SHA-256 in hexadecimal over the
    * sorted hashes of its members, one a line.
    */
  def id: String = Digest.ofLines(members.map(_.sha256).sorted)
}

/** One file of text out of a delivery: a delivered file, or what a gzip or a zip file held.
  *
  * @param path
  *   the delivered file, qualified
  * @param entry
  *   its name inside an archive, for people only
  * @param delivered
  *   bytes of the delivered file, as the file system tells
  * @param modified
  *   when the delivered file was last changed, in milliseconds since 1970, as the file system tells
  * @param read
  *   bytes of the delivered file that were read; those of a zip file are counted at its first member
  * @param bytes
  *   bytes of the text, inflated and not yet decoded
  * @param sha256
  *   of these bytes, in hexadecimal
  * @param head
  *   bytes before the first line after the header: byte order mark, preamble, header
  * @param labels
  *   the header's cells, in order
  * @param records
  *   records after the header, one for each quote that is never closed among them
  */
final case class Member(
    path: String,
    entry: Option[String],
    compression: Compression,
    delivered: Long,
    modified: Long,
    read: Long,
    bytes: Long,
    sha256: String,
    encoding: Decoding,
    head: Long,
    delimiter: Char,
    labels: Seq[String],
    lines: Lines,
    records: Long,
    chunks: Seq[Chunk]
) {

  /** The delivered file, and its entry after a `!`. */
  def name: String = path + entry.fold("")("!" + _)

  /** Whether its chunks stand in the delivered file itself, not in a copy. */
  def isInPlace: Boolean = chunks.forall(_.path == path)

  /** Whether the delivered file has the length and the time of last change that it had. */
  def isUnchanged(files: FileSystem): Boolean =
    try {
      val now = files.getFileStatus(new Path(path))
      now.getLen == delivered && now.getModificationTime == modified
    } catch { case _: FileNotFoundException => false }
}

/** How a file was packed, told by its first bytes. */
sealed trait Compression extends Product with Serializable
object Compression {
  case object Plain extends Compression
  case object Gzip extends Compression
  case object Zip extends Compression
}

/** The encoding of a member and why it was taken.
  *
  * @param name
  *   one of the contract's
  * @param byteOrderMark
  *   whether the text begins with one
  * @param refused
  *   the candidates that were tried before it and the first place that each cannot read; all candidates where none
  *   reads all
  * @param undecodable
  *   lines that it cannot read itself; only where no candidate reads all, and then the first candidate is taken
  */
final case class Decoding(name: String, byteOrderMark: Boolean, refused: Seq[Undecodable], undecodable: Long)

/** A place that an encoding cannot read. Lines count from 1, bytes from 0. */
final case class Undecodable(encoding: String, line: Long, offset: Long)

/** Physical lines, told apart. A line ends with LF, or with the end of the text. */
final case class Lines(physical: Long, preamble: Long, header: Long, blank: Long, ofRecords: Long)

/** A run of whole records, and of blank lines between them. The chunks of a member touch, and cover all that follows
  * the header.
  *
  * @param path
  *   where the text stands in UTF-8: the delivered file itself, or a decoded copy
  * @param from
  *   first byte in `path`
  * @param to
  *   byte in `path` after the last
  * @param offset
  *   first byte in the member as delivered, inflated
  * @param line
  *   number of the first line, from 1
  * @param lines
  *   physical lines
  * @param blank
  *   blank lines among them
  * @param decodable
  *   whether every line could be decoded; if not, the bytes that could not be are no UTF-8 here
  */
final case class Chunk(
    path: String,
    from: Long,
    to: Long,
    offset: Long,
    line: Long,
    lines: Long,
    blank: Long,
    records: Long,
    decodable: Boolean
)
