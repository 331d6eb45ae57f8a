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

  /** Bytes between the data of an entry and what follows it: none, or a data descriptor, of 32 or 64 bits, with its
    * signature or without (APPNOTE 4.3.9). An entry takes more than any of them.
    */
  private val descriptors = Set(0L, 12L, 16L, 20L, 24L)

  /** All that is wrong with the entries of an archive, by their names.
    *
    * @param entries
    *   all entries of its directory
    * @param end
    *   what the end of the archive says about the directory
    */
  def defects(entries: Seq[ZipArchiveEntry], end: ZipEnd, limits: Limits): Seq[(Option[String], Defect)] = {
    val texts = entries.filterNot(isSkipped)
    val ofAll = ofArchive(entries, texts, end, limits)
    val shared = overlapping(entries)
    // Where the places of entries are wrong in another way, gaps say nothing new.
    val lost = if (ofAll.isEmpty && shared.isEmpty) gaps(entries, end) else Nil
    val ofEntries = entries.flatMap(entry => ofName(entry).map(entry -> _)) ++ twice(entries) ++ shared ++ lost ++
      texts.flatMap(entry => ofContent(entry).map(entry -> _))
    ofAll.toSeq.map(None -> _) ++ ofEntries.map { case (entry, defect) => Some(printable(entry.getName)) -> defect }
  }

  private def ofArchive(
      all: Seq[ZipArchiveEntry],
      texts: Seq[ZipArchiveEntry],
      end: ZipEnd,
      limits: Limits
  ): Option[Defect] =
    if (all.exists(_.getName == "[Content_Types].xml"))
      Some(Defect("not_text", "is an Office document (xlsx), allowed are text, gzip and zip"))
    else if (!end.counts(all.size))
      Some(Defect("corrupt", s"the zip file says that it holds ${end.entries} entries, its directory has ${all.size}"))
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

  /** Entries that are followed by bytes of no entry: those of one that the directory has lost, for instance. */
  private def gaps(entries: Seq[ZipArchiveEntry], end: ZipEnd): Seq[(ZipArchiveEntry, Defect)] = {
    val inOrder = entries.sortBy(_.getLocalHeaderOffset)
    inOrder.zip(inOrder.drop(1).map(_.getLocalHeaderOffset) :+ end.directory).collect {
      case (entry, next) if !mayEnd(entry, next - (entry.getDataOffset + entry.getCompressedSize)) =>
        entry -> Defect("corrupt", "bytes that belong to no entry follow it: the zip file's directory lacks an entry")
    }
  }

  private def mayEnd(entry: ZipArchiveEntry, gap: Long): Boolean =
    if (entry.getGeneralPurposeBit.usesDataDescriptor) descriptors(gap) else gap == 0

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
