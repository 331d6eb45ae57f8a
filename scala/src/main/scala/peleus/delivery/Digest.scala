package peleus.delivery

import java.nio.charset.StandardCharsets.UTF_8
import java.security.MessageDigest
import java.util.HexFormat

/** SHA-256, in hexadecimal. */
private[peleus] object Digest {

  def sha256(): MessageDigest = MessageDigest.getInstance("SHA-256")

  def hexadecimal(digest: MessageDigest): String = HexFormat.of.formatHex(digest.digest())

  def of(text: String): String = {
    val digest = sha256()
    digest.update(text.getBytes(UTF_8))
    hexadecimal(digest)
  }

  def ofLines(lines: Seq[String]): String = of(lines.mkString("", "\n", "\n"))
}
