package peleus.contract

import java.util.regex.Pattern

/** The names of a delivery's files: `flights_{date:yyyy-MM}*.{csv,csv.gz,zip}`.
  *
  * `*` stands for any characters, `?` for one, `{a,b}` for one of these texts, and `{date:…}`, at most once, for the
  * delivery's date in [[FileDate]]'s letters. All else stands for itself, in its case.
  */
final class FilePattern private (before: Pattern, date: Option[FileDate], after: Pattern) {

  /** Whether deliveries have dates. */
  def hasDate: Boolean = date.isDefined

  /** Whether a file of this name belongs to a delivery.
    *
    * @param fileName
    *   without its folder
    */
  def matches(fileName: String): Boolean =
    if (hasDate) date(fileName).isDefined else before.matcher(fileName).matches

  /** The delivery's date as yyyy-MM-dd, yyyy-MM or yyyy, as precise as the pattern.
    *
    * @param fileName
    *   without its folder
    * @return
    *   none when the name does not match as a whole, when there is no such date, when the name can be read as two
    *   dates, or when the pattern has none
    */
  def date(fileName: String): Option[String] = {
    val found = for {
      layout <- date.toSeq
      start <- 0 to fileName.length - layout.length
      (head, tail) = (fileName.take(start), fileName.drop(start + layout.length))
      if before.matcher(head).matches && after.matcher(tail).matches
      day <- layout.read(fileName.slice(start, start + layout.length))
    } yield day
    Option.when(found.distinct.size == 1)(found.head)
  }
}

object FilePattern {

  /** Compiles a pattern.
    *
    * @throws IllegalArgumentException
    *   when it is not one; the message says what is allowed
    */
  def compile(text: String): FilePattern = {
    if (text.isEmpty) refuse("is empty: say how the files are called, such as flights_{date:yyyy-MM}.csv")
    val pieces = cut(text)
    pieces.filter(_.startsWith(Date)) match {
      case Seq()    => new FilePattern(regex(pieces), None, regex(Nil))
      case Seq(one) =>
        val (before, after) = pieces.splitAt(pieces.indexOf(one))
        val layout = FileDate.compile(one.stripPrefix(Date).stripSuffix("}"))
        new FilePattern(regex(before), Some(layout), regex(after.tail))
      case more => refuse(s"has ${more.size} dates: one at most is allowed")
    }
  }

  private val Date = "{date:"

  /** Braces with what is between them, and single characters. */
  private def cut(text: String): Seq[String] = {
    val pieces = "(?s)\\{[^{}]*\\}|.".r.findAllIn(text).toVector
    pieces.foreach {
      case "{" | "}"  => refuse("has a brace that is not closed or not opened: {a,b} is allowed, none inside another")
      case "/" | "\\" => refuse("has a folder: names of files alone are allowed")
      case "[" | "]"  => refuse("has a bracket: write ? or {a,b}")
      case "{}"       => refuse("has {} with nothing in it: {a,b} is allowed")
      case named if isOther(named) => refuse(s"has $named: {a,b} and {date:yyyy-MM-dd} are allowed")
      case _                       => ()
    }
    pieces
  }

  private def isOther(piece: String): Boolean = piece.startsWith("{") && piece.contains(":") && !piece.startsWith(Date)

  private def regex(pieces: Seq[String]): Pattern = Pattern.compile(pieces.map(one).mkString, Pattern.DOTALL)

  private def one(piece: String): String = piece match {
    case "*"                        => ".*"
    case "?"                        => "."
    case _ if piece.startsWith("{") =>
      piece.drop(1).dropRight(1).split(",", -1).map(_.map(c => one(c.toString)).mkString).mkString("(?:", "|", ")")
    case char => Pattern.quote(char)
  }

  private def refuse(why: String): Nothing = throw new IllegalArgumentException(why)
}
