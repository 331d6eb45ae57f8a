package peleus.contract

import java.io.{FileNotFoundException, IOException}
import java.nio.charset.CharacterCodingException
import java.nio.file.{Files, NoSuchFileException, Path}

import peleus.Refused
import peleus.kernels.Blanks

/** A file of allowed values beside a contract: one value a line.
  *
  * In a `.csv` the value is the first cell, which ends at a comma, a semicolon or a tab unless it is quoted; in a
  * `.txt` it is the line. Blanks around a value and blank lines are left out, and so is a first line that holds the
  * field's name.
  */
object ValueFile {

  /** Gives the text of a file beside the contract, by its name. Throws `IOException` or [[peleus.Refused]] when it
    * cannot.
    */
  type Load = String => String

  /** A contract that stands alone. */
  val none: Load = name => throw new FileNotFoundException(name)

  /** The files of a local folder, in UTF-8. */
  def in(folder: String): Load = name => Files.readString(Path.of(folder, name))

  /** Whether the one word of an `enum` names a file. */
  private[contract] def isNamed(word: String): Boolean = word.endsWith(".csv") || word.endsWith(".txt")

  /** The values, or the sentence that says why there are none.
    *
    * @param field
    *   name of the field, which may stand in the first line
    */
  private[contract] def values(name: String, field: String, load: Load): Either[String, Seq[String]] =
    try {
      val cell = if (name.endsWith(".csv")) firstCell _ else identity[String] _
      val cells = load(name).stripPrefix("\ufeff").linesIterator.map(line => Trimmed(cell(line))).toVector
      val values = cells.drop(if (cells.headOption.contains(field)) 1 else 0).filter(_.nonEmpty).distinct
      Either.cond(values.nonEmpty, values, s"the file '$name' holds no value")
    } catch {
      case _: NoSuchFileException | _: FileNotFoundException => Left(s"there is no file '$name' beside the contract")
      case _: CharacterCodingException                       => Left(s"the file '$name' is not UTF-8")
      case e: IOException    => Left(s"the file '$name' cannot be read: ${e.getMessage}")
      case Refused(problems) => Left(problems.map(_.what).mkString("; "))
    }

  private def firstCell(line: String): String = {
    val start = line.dropWhile(Blanks.isBlank)
    if (start.startsWith("\"")) unquoted(start) else start.takeWhile(char => !",;\t".contains(char))
  }

  private def unquoted(cell: String): String = {
    val doubled = cell.drop(1).replace("\"\"", "\u0000")
    doubled.takeWhile(_ != '"').replace('\u0000', '"')
  }
}
