package peleus.thetis

import java.io.{ByteArrayInputStream, InputStream}

import org.apache.spark.sql.vectorized.ColumnarBatch

import peleus.delivery.Chunk

/** Checks text against a contract without a session; what Spark's tasks run as well.
  *
  * @param plan
  *   the contract, compiled
  * @param member
  *   the member that the chunks are of
  */
final class Checker(plan: Plan, member: MemberLayout) {

  /** The rows of a chunk: those of its records, then one of metrics. A batch and all that it holds last until the next
    * one is asked for.
    *
    * @param text
    *   the text that the chunk lies in
    */
  def run(text: Array[Byte], chunk: Chunk): Iterator[ColumnarBatch] = {
    val input = new ByteArrayInputStream(text, chunk.from.toInt, (chunk.to - chunk.from).toInt)
    run(input, chunk, plan.schema.fieldNames.toSeq, ChunkChecker.Sizes())
  }

  private[thetis] def run(
      input: InputStream,
      chunk: Chunk,
      columns: Seq[String],
      sizes: ChunkChecker.Sizes
  ): Iterator[ColumnarBatch] = {
    val checker = new ChunkChecker(plan, member, chunk, input, columns, sizes = sizes)
    Iterator.continually(checker.next()).takeWhile(identity).map(_ => checker.batch)
  }
}
