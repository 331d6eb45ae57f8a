package peleus.contract

import peleus.kernels.Blanks

/** A text without the blanks around it, as cells are read. */
private[contract] object Trimmed {
  def apply(text: String): String = text.dropWhile(Blanks.isBlank).reverse.dropWhile(Blanks.isBlank).reverse
}
