package peleus.kernels

/** Names of months and weekdays that a date may hold, per language.
  *
  * Our own tables: those of the JDK change from release to release ("sept." became "Sept" in British English) and know
  * one writing only. A line holds the full name first, then its abbreviations, after which a dot may stand.
  */
private[kernels] object CalendarNames {

  /** The languages known. */
  val Languages: Seq[String] = Seq("fr", "en")

  /** Bit of a value that marks an abbreviation; the bits below hold the number. */
  final val Abbreviated = 0x10

  /** Bits of the number: 1 (January) to 12, or 1 (Monday) to 7. */
  final val Number = 0x0f

  /** Months of all these languages in one table. */
  def months(languages: Seq[String]): NameTable = table(languages.map(Months))

  /** Weekdays of all these languages in one table. */
  def weekdays(languages: Seq[String]): NameTable = table(languages.map(Weekdays))

  private def table(lists: Seq[Seq[String]]): NameTable = NameTable((for {
    list <- lists
    (line, index) <- list.zipWithIndex
    (written, rank) <- line.split(' ').toSeq.zipWithIndex
    name <- Seq(written, withoutAccents(written))
  } yield name -> (index + 1 + (if (rank > 0) Abbreviated else 0))).toMap)

  private def withoutAccents(name: String): String = name.replace('é', 'e').replace('û', 'u')

  private val Months: Map[String, Seq[String]] = Map(
    "fr" -> Seq(
      "janvier janv jan",
      "février févr fév",
      "mars mar",
      "avril avr",
      "mai",
      "juin",
      "juillet juil juill",
      "août aoû",
      "septembre sept sep",
      "octobre oct",
      "novembre nov",
      "décembre déc"
    ),
    "en" -> Seq(
      "january jan",
      "february feb",
      "march mar",
      "april apr",
      "may",
      "june jun",
      "july jul",
      "august aug",
      "september sept sep",
      "october oct",
      "november nov",
      "december dec"
    )
  )

  private val Weekdays: Map[String, Seq[String]] = Map(
    "fr" -> Seq("lundi lun", "mardi mar", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam", "dimanche dim"),
    "en" -> Seq(
      "monday mon",
      "tuesday tue tues",
      "wednesday wed weds",
      "thursday thu thur thurs",
      "friday fri",
      "saturday sat",
      "sunday sun"
    )
  )
}
