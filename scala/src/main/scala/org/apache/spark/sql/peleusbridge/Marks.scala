package org.apache.spark.sql.peleusbridge

import org.apache.spark.sql.types._

/** What a value derives from: words that stand in the metadata of columns.
  *
  * @param own
  *   those of the whole value; of a record, those that decide whether it is there
  * @param fields
  *   those of a record's fields, beside its own; an array stands for its elements
  */
private[peleusbridge] final case class Marks(own: Set[String], fields: Seq[Marks] = Nil) {
  def all: Set[String] = fields.foldLeft(own)(_ ++ _.all)

  def field(position: Int): Marks = fields.lift(position).getOrElse(Marks.none).and(own)

  def and(more: Set[String]): Marks = copy(own = own ++ more)

  /** Of a value that is either this or the other. */
  def or(other: Marks): Marks =
    Marks(
      own ++ other.own,
      fields.zipAll(other.fields, Marks.none, Marks.none).map { case (one, another) => one.or(another) }
    )
}

private[peleusbridge] object Marks {
  val none: Marks = Marks(Set.empty)

  /** Of a value that is one of these. */
  def any(values: Seq[Marks]): Marks = values.foldLeft(none)(_.or(_))

  /** What is stored with a column and with the fields inside. */
  def stored(key: String, metadata: Metadata, of: DataType): Marks =
    inside(key, of).and(words(key, metadata).getOrElse(Set.empty))

  /** What is written under the key. */
  def words(key: String, metadata: Metadata): Option[Set[String]] =
    Option.when(metadata.contains(key))(metadata.getStringArray(key).toSet)

  private def inside(key: String, of: DataType): Marks = of match {
    case StructType(fields)      => Marks(Set.empty, fields.toSeq.map(f => stored(key, f.metadata, f.dataType)))
    case ArrayType(element, _)   => inside(key, element)
    case MapType(from, value, _) => Marks(inside(key, from).all ++ inside(key, value).all)
    case _                       => none
  }
}
