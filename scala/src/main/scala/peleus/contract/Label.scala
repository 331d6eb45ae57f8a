package peleus.contract

import java.text.Normalizer
import java.util.Locale

import org.apache.spark.unsafe.types.UTF8String

import peleus.kernels.WhitespaceCleaner

/** Labels of a header are the same whatever their case, their blanks and the bytes of their accents. */
private[contract] object Label {
  private val cleaner = WhitespaceCleaner.compile(collapse = true)

  /** What labels that are the same have in common; empty for a blank one. */
  def key(label: String): String = {
    val clean = Option(cleaner.clean(UTF8String.fromString(label))).fold("")(_.toString)
    Normalizer.normalize(clean, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
  }
}
