package peleus.contract

import java.time.{DateTimeException, LocalDate}

/** A date in the name of a file: yyyy, MM and dd, each once and of that many digits, with `-`, `_`, `.` or a space
  * between them.
  */
final private[contract] class FileDate private (pattern: String) {
  private val hasMonth = pattern.contains("MM")
  private val hasDay = pattern.contains("dd")

  /** Characters that it takes. */
  def length: Int = pattern.length

  /** The date as yyyy-MM-dd, yyyy-MM or yyyy; none when the text is not one from the years 1000 to 9999.
    *
    * @param text
    *   [[length]] characters
    */
  def read(text: String): Option[String] = {
    val shaped = text.zip(pattern).forall { case (char, mark) =>
      if (mark.isLetter) char >= '0' && char <= '9' else char == mark
    }
    Option.when(shaped)(text).flatMap(calendar)
  }

  private def calendar(text: String): Option[String] = {
    def number(letters: String, otherwise: Int): Int = pattern.indexOf(letters) match {
      case -1 => otherwise
      case at => text.substring(at, at + letters.length).toInt
    }
    try {
      val date = LocalDate.of(number("yyyy", 0), number("MM", 1), number("dd", 1))
      Option.when(date.getYear >= 1000)(date.toString.take(if (hasDay) 10 else if (hasMonth) 7 else 4))
    } catch { case _: DateTimeException => None }
  }
}

private[contract] object FileDate {
  private val Shape = "(?:yyyy|MM|dd|[-_. ])*".r

  /** Compiles the letters of a date.
    *
    * @throws IllegalArgumentException
    *   when they are not one
    */
  def compile(pattern: String): FileDate = {
    def times(letters: String): Int = letters.r.findAllIn(pattern).size
    val fields = Seq("yyyy", "MM", "dd").map(times)
    val usable = Shape.matches(pattern) && Seq(Seq(1, 0, 0), Seq(1, 1, 0), Seq(1, 1, 1)).contains(fields)
    if (!usable)
      throw new IllegalArgumentException(
        s"the date '$pattern' is not read: yyyy, yyyy with MM, or yyyy with MM and dd are allowed, in any order, " +
          "with - _ . or a space between them"
      )
    new FileDate(pattern)
  }
}
