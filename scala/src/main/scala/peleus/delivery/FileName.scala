package peleus.delivery

import java.util.Locale

/** What the name of a file says about its bytes. */
private[delivery] object FileName {

  /** Lets pass what can be read and is named so.
    *
    * @throws Defect
    *   not_text for what cannot be read under any name, wrong_name where the extension says something else
    */
  def check(name: String, magic: Magic): Unit = (magic, said(name)) match {
    case (Magic.Other(what), _) =>
      throw Defect("not_text", s"its bytes are $what, allowed are text, gzip and zip")
    case (found, Some(said)) if said != found.name =>
      throw Defect("wrong_name", s"its name says $said, its bytes are ${found.name}")
    case _ =>
  }

  private def said(name: String): Option[String] =
    name.toLowerCase(Locale.ROOT).split('.').lastOption.flatMap(extensions.get)

  private val text = Magic.Text(byteOrderMark = false).name
  private val extensions =
    Map("gz" -> Magic.Gzip.name, "zip" -> Magic.Zip.name, "csv" -> text, "tsv" -> text, "txt" -> text)
}
