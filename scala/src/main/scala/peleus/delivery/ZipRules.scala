package peleus.delivery

import java.util.zip.ZipEntry.{DEFLATED, STORED}

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry

/** What a zip file may hold. Files are never made of the names of entries; names that would be unsafe elsewhere are
  * refused all the same, for nobody makes them by mistake.
  */
private[delivery] object ZipRules {

  /** Whether an entry is no file of the delivery: a folder, or what macOS adds. */
  def isSkipped(entry: ZipArchiveEntry): Boolean = entry.isDirectory || entry.getName.startsWith("__MACOSX/") ||
    entry.getName.split('/').last == ".DS_Store"

  /** All that is wrong with the entries of an archive, by their names. */
  def defects(entries: Seq[ZipArchiveEntry], limits: Limits): Seq[(Option[String], Defect)] = {
    val texts = entries.filterNot(isSkipped)
    val ofEntries = entries.flatMap(entry => ofName(entry).map(entry -> _)) ++ twice(entries) ++ overlapping(entries) ++
      texts.flatMap(entry => ofContent(entry).map(entry -> _))
    ofArchive(entries, texts, limits).toSeq.map(None -> _) ++
      ofEntries.map { case (entry, defect) => Some(printable(entry.getName)) -> defect }
  }

  private def ofArchive(all: Seq[ZipArchiveEntry], texts: Seq[ZipArchiveEntry], limits: Limits): Option[Defect] =
    if (all.exists(_.getName == "[Content_Types].xml"))
      Some(Defect("not_text", "is an Office document (xlsx), allowed are text, gzip and zip"))
    else if (texts.isEmpty) Some(Defect("empty", "is empty: the zip file holds no file"))
    else if (all.map(_.getLocalHeaderOffset).min != 0)
      Some(Defect("corrupt", "bytes that belong to no entry stand before the first entry of the zip file"))
    else if (texts.map(entry => BigInt(entry.getSize)).sum > limits.inflatedBytes)
      Some(Defect("too_large", s"inflates to more than ${limits.inflatedBytes} bytes"))
    else None

  private def ofName(entry: ZipArchiveEntry): Option[Defect] = {
    val name = entry.getName
    val parts = name.split("/", -1)
    val unsafe = name.isEmpty || name.startsWith("/") || parts.contains("..") || name.matches("(?s)[A-Za-z]:.*") ||
      name.exists(_.isControl) || entry.getRawName.contains('\\'.toByte)
    Option.when(unsafe)(Defect("unsafe", "an entry's name must be relative, without '..', '\\' or control characters"))
  }

  private def twice(entries: Seq[ZipArchiveEntry]): Seq[(ZipArchiveEntry, Defect)] =
    entries.groupBy(_.getName).values.filter(_.size > 1).toSeq.sortBy(_.head.getName).map { same =>
      same.head -> Defect("unsafe", s"the zip file holds ${same.size} entries of this name")
    }

  private def overlapping(entries: Seq[ZipArchiveEntry]): Seq[(ZipArchiveEntry, Defect)] = {
    val inOrder = entries.sortBy(_.getLocalHeaderOffset)
    inOrder.zip(inOrder.drop(1)).collect {
      case (one, next) if one.getDataOffset + one.getCompressedSize > next.getLocalHeaderOffset =>
        next -> Defect("unsafe", s"the entry shares bytes with ${printable(one.getName)}")
    }
  }

  private def ofContent(entry: ZipArchiveEntry): Option[Defect] =
    if (entry.getGeneralPurposeBit.usesEncryption) Some(Defect("encrypted", "the entry is encrypted"))
    else if (entry.isUnixSymlink) Some(Defect("unsafe", "the entry is a symbolic link"))
    else if (entry.getMethod != STORED && entry.getMethod != DEFLATED)
      Some(Defect("unsupported", s"the entry is packed by method ${entry.getMethod}, allowed are 0 (stored) and 8"))
    else None

  private def printable(name: String): String = name.map(char => if (char.isControl) '?' else char)
}
