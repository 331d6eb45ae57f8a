package peleus.document

import java.util.Locale

/** Words that are text in YAML 1.2's JSON schema and something else to readers of YAML 1.1.
  *
  * Source: the types bool, null, int, float, timestamp, merge and value of YAML 1.1 (yaml.org/type). Numbers and times
  * are matched generously: a word too many only costs quotes.
  */
object YamlWords {
  private val Words = Set("true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "", "=", "<<")
  private val NumberLike = "[-+]?\\.?[0-9][-+0-9a-fxobtz_:. ]*|[-+]?\\.(inf|nan)".r

  /** Whether some reader would not take the word for text. */
  def retyped(text: String): Boolean = {
    val lower = text.toLowerCase(Locale.ROOT)
    Words(lower) || NumberLike.matches(lower)
  }
}
