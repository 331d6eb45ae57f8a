package peleus.thetis

import org.apache.spark.unsafe.types.UTF8String

/** Where a row goes, as a number; [[CheckedRow.AllRoutes]] has the words in the same order. */
private[thetis] object Routes {
  final val Clean: Byte = 0
  final val Rejects: Byte = 1
  final val Dropped: Byte = 2
  final val Metrics: Byte = 3

  /** The words of the routes by their number. */
  val words: Array[UTF8String] = CheckedRow.AllRoutes.map(UTF8String.fromString).toArray
}
