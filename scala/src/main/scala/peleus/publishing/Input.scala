package peleus.publishing

import peleus.document.Node
import peleus.document.Node.{Items, Number, Text, fields}

/** Published rows of one date that something was made from. */
private[peleus] final case class Input(table: TableName, partition: PublishedFile.Partition)

private[peleus] object Input {

  /** As reports tell it, and manifests of models. */
  def json(inputs: Seq[Input]): Node = Items(inputs.map { case Input(table, partition) =>
    fields(
      "table" -> Text(table.toString),
      "date" -> Text(partition.date),
      "run" -> Number(partition.run),
      "rows" -> Number(partition.rows)
    )
  })
}
