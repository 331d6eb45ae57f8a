package peleus.thetis.run

import peleus.Shown
import peleus.delivery.DeliveryFailed
import peleus.thetis.CheckedRow

/** How a check ended, as one sentence that goes on after the verdict's word. */
private[run] object Says {

  /** `26,990 of 27,004 records are clean, 14 are rejected`. */
  def apply(written: Written): String =
    of(written.rows(CheckedRow.Clean), written.rows(CheckedRow.Rejects), written.rows(CheckedRow.Dropped))

  /** `the delivery cannot be read: 1 file is truncated`. */
  def apply(failed: DeliveryFailed): String = {
    val codes = failed.problems.map(_.code).distinct
    val found = codes.map(code => code -> failed.problems.filter(_.code == code).map(_.file).distinct.size.toLong)
    val parts = found.map { case (code, files) => s"${Shown.count(files, "file")} ${problem(code, files)}" }
    s"the delivery cannot be read: ${parts.mkString(", ")}"
  }

  /** The same of so many records. */
  def of(clean: Long, rejected: Long, dropped: Long): String = {
    val all = clean + rejected + dropped
    val lost = Seq(rejected -> "rejected", dropped -> "dropped").filter(_._1 > 0)
    val lostSay = lost.map { case (n, what) => s"${Shown.count(n)} ${are(n)} $what" }.mkString(" and ")
    if (all == 0) "there is no record"
    else if (all == 1) s"the only record is ${lost.headOption.fold("clean")(_._2)}"
    else if (lost.isEmpty) s"all ${Shown.count(all)} records are clean"
    else if (clean == 0) s"none of ${Shown.count(all)} records is clean, $lostSay"
    else s"${Shown.count(clean)} of ${Shown.count(all)} records ${are(clean)} clean, $lostSay"
  }

  private def are(n: Long): String = if (n == 1) "is" else "are"

  private def problem(code: String, files: Long): String = {
    val (one, many) = problems.getOrElse(code, "cannot be used" -> "cannot be used")
    if (files == 1) one else many
  }

  /** What is said of one file, and of several, by the code of their problem. */
  private val problems: Map[String, (String, String)] = Map(
    "changed" -> ("has changed meanwhile" -> "have changed meanwhile"),
    "corrupt" -> ("is damaged" -> "are damaged"),
    "duplicate" -> ("holds the same text as another" -> "hold the same text as others"),
    "empty" -> ("is empty" -> "are empty"),
    "encoding" -> ("has an encoding that is not allowed" -> "have an encoding that is not allowed"),
    "encrypted" -> ("is encrypted" -> "are encrypted"),
    "header" -> ("has a header that does not fit" -> "have headers that do not fit"),
    "nested" -> ("holds an archive" -> "hold archives"),
    "not_text" -> ("is no text" -> "are no text"),
    "too_large" -> ("is too large" -> "are too large"),
    "truncated" -> ("is truncated" -> "are truncated"),
    "unreadable" -> ("cannot be opened" -> "cannot be opened"),
    "unsafe" -> ("is not safe to unpack" -> "are not safe to unpack"),
    "unsupported" -> ("is packed in an unknown way" -> "are packed in an unknown way"),
    "wrong_name" -> ("is not what its name says" -> "are not what their names say")
  )
}
