package peleus.kernels

/** The letters after the number of a day: French 1er; English 1st, 2nd, 3rd, 4th. Capitals do as well. */
private[kernels] object Ordinals {

  /** A set of languages as bits, for [[length]]. */
  def bits(languages: Seq[String]): Int = languages.map(Bits).foldLeft(0)(_ | _)

  /** Bytes of this day's ordinal ending at the start of the word: 2, or 0 where there is none or another day's. */
  def length(word: Long, day: Int, languages: Int): Int = {
    val ending = (word | 0x2020).toInt & 0xffff
    if ((ending & 0xff) < 'a') 0 // most often a blank
    else {
      val french = (languages & French) != 0 && day == 1 && ending == Er
      val english = (languages & English) != 0 && ending == englishEnding(day)
      if (french || english) 2 else 0
    }
  }

  private def englishEnding(day: Int): Int =
    if (day >= 11 && day <= 13) Th
    else
      day % 10 match {
        case 1 => St
        case 2 => Nd
        case 3 => Rd
        case _ => Th
      }

  final private val French = 1
  final private val English = 2
  private val Bits = Map("fr" -> French, "en" -> English)

  // two ASCII letters, the first one in the low byte
  final private val Er = 'e' | 'r' << 8
  final private val St = 's' | 't' << 8
  final private val Nd = 'n' | 'd' << 8
  final private val Rd = 'r' | 'd' << 8
  final private val Th = 't' | 'h' << 8
}
