package peleus.publishing

import peleus.document.Node._
import peleus.document.{Json, Mapping}
import peleus.storage.AtomicFile

/** `published.json` beside a table's folders: what is published of it, for readers without a catalog. */
private[peleus] object PublishedFile {

  /** What a date shows.
    *
    * @param folder
    *   that of the table's rows, in that of the table
    */
  final case class Partition(date: String, run: Int, delivery: Option[String], folder: String, rows: Long)

  /** What the line of a publication says. */
  def partition(line: Entry): Partition =
    Partition(line.date, line.run, line.text("delivery"), line.text("folder").get, line.rows)

  /** What it says when these are published. */
  def text(table: TableName, partitions: Seq[Partition]): String = Json.pretty(
    fields(
      "version" -> Number(1),
      "table" -> Text(table.toString),
      "partitions" -> Items(partitions.sortBy(_.date).map { partition =>
        fields(
          "date" -> Text(partition.date),
          "run" -> Number(partition.run),
          "delivery" -> textOrNull(partition.delivery),
          "folder" -> Text(partition.folder),
          "rows" -> Number(partition.rows)
        )
      })
    )
  )

  /** What it says now, by date; nothing where there is none. */
  def partitions(store: Store, table: TableName): Seq[Partition] =
    read(store, table).toSeq.flatMap { text =>
      val file = store.published(table).toString
      Mapping(Json.read(text, Some(file)), file).mappings("partitions").map { of =>
        Partition(of.text("date"), of.int("run"), of.textOrNull("delivery"), of.text("folder"), of.long("rows"))
      }
    }

  /** Its text, where there is one. */
  def read(store: Store, table: TableName): Option[String] =
    AtomicFile.read(store.published(table), store.configuration)

  def write(store: Store, table: TableName, text: String): Unit =
    AtomicFile.replace(store.published(table), text, store.configuration)
}
