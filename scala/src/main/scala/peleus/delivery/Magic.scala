package peleus.delivery

import java.nio.charset.StandardCharsets.ISO_8859_1

/** What the first bytes of a file say that it is. */
private[delivery] sealed trait Magic extends Product with Serializable {

  /** For sentences: `its bytes are …`. */
  def name: String
}

private[delivery] object Magic {

  /** @param byteOrderMark whether it begins with the one of UTF-8 */
  final case class Text(byteOrderMark: Boolean) extends Magic { def name = "plain text" }
  case object Gzip extends Magic { def name = "gzip" }
  case object Zip extends Magic { def name = "zip" }

  /** What is read nowhere. */
  final case class Other(name: String) extends Magic

  /** Bytes of a file that [[of]] should see: tar names itself at 257, and binary files hold a NUL soon. */
  final val Head = 8192

  /** Bytes of the byte order mark of UTF-8. */
  final val MarkBytes = 3

  /** What a file is by its first bytes. Text is what is nothing else and holds no NUL. */
  def of(bytes: Array[Byte], from: Int, to: Int): Magic = {
    val head = new String(bytes, from, math.min(to - from, Head), ISO_8859_1) // a character for each byte
    signatures
      .collectFirst { case (start, magic) if head.startsWith(start) => magic }
      .orElse(Option.when(head.startsWith("ustar", TarMark))(Other("a tar archive")))
      .orElse(Option.when(head.indexOf(0) >= 0)(Other(s"binary (its byte ${head.indexOf(0)} is NUL)")))
      .getOrElse(Text(byteOrderMark = false))
  }

  private val TarMark = 257

  /** Longer ones before those that they begin with. */
  private val signatures: Seq[(String, Magic)] = Seq(
    "\u00ef\u00bb\u00bf" -> Text(byteOrderMark = true),
    "\u001f\u008b" -> Gzip,
    "PK\u0003\u0004" -> Zip,
    "PK\u0005\u0006" -> Zip, // without an entry
    "PK\u0007\u0008" -> Other("a part of a zip in several parts"),
    "\u00fd7zXZ\u0000" -> Other("xz"),
    "\u0028\u00b5\u002f\u00fd" -> Other("zstd"),
    "\u0004\u0022\u004d\u0018" -> Other("lz4"),
    "\u00ff\u0006\u0000\u0000sNaPpY" -> Other("snappy"),
    "7z\u00bc\u00af\u0027\u001c" -> Other("7z"),
    "Rar!\u001a\u0007" -> Other("rar"),
    "%PDF-" -> Other("PDF"),
    "\u0089PNG\r\n" -> Other("a PNG picture"),
    "\u00ff\u00d8\u00ff" -> Other("a JPEG picture"),
    "PAR1\u0015" -> Other("Parquet"),
    "Obj\u0001" -> Other("Avro"),
    "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1" -> Other("an old Office document (xls)"),
    "\u00ff\u00fe\u0000\u0000" -> Other("text in UTF-32"),
    "\u0000\u0000\u00fe\u00ff" -> Other("text in UTF-32"),
    "\u00ff\u00fe" -> Other("text in UTF-16"),
    "\u00fe\u00ff" -> Other("text in UTF-16")
  ) ++ ('1' to '9').map(level => s"BZh${level}1AY&SY" -> Other("bzip2"))
}
