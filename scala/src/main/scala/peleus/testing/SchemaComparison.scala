package peleus.testing

import org.apache.spark.sql.types.{ArrayType, DataType, MapType, StructField, StructType}

/** One difference between two schemas. Nullability and metadata never count.
  *
  * @param kind
  *   `missing` (only in expected), `extra` (only in actual), `type`, or `order`
  * @param path
  *   column, or nested path such as `items.element.price`; for `order` the first column that stands elsewhere
  * @param actual
  *   type, or for `order` the names in their order; none when the column is missing
  * @param expected
  *   the same for the expected frame; none when the column is extra
  */
final case class SchemaDifference(kind: String, path: String, actual: Option[String], expected: Option[String])

/** What two schemas have in common.
  *
  * @param differences
  *   empty when names, types and order are the same
  * @param shared
  *   positions (actual, expected) of the columns with the same name and type, in the expected order
  */
private[testing] final case class SchemaComparison(differences: Seq[SchemaDifference], shared: IndexedSeq[(Int, Int)])

private[testing] object SchemaComparison {
  private val MaxNames = 20

  /** Compares two schemas; names are case sensitive. */
  def apply(actual: StructType, expected: StructType): SchemaComparison = {
    val (actualAt, expectedAt) = (positions(actual), positions(expected))
    val (common, missing) = occurrences(expected).partition(actualAt.contains)
    val extra = occurrences(actual).filterNot(expectedAt.contains)
    val types = common.map { name =>
      name -> typeDifferences(Path.root(name._1), actual(actualAt(name)).dataType, expected(expectedAt(name)).dataType)
    }
    SchemaComparison(
      missing.map(n => SchemaDifference("missing", Path.root(n._1), None, typeOf(expected, expectedAt(n)))) ++
        extra.map(n => SchemaDifference("extra", Path.root(n._1), typeOf(actual, actualAt(n)), None)) ++
        types.flatMap(_._2) ++
        orderDifference(occurrences(actual).filter(expectedAt.contains).map(_._1), common.map(_._1)),
      types.collect { case (name, Nil) => actualAt(name) -> expectedAt(name) }.toIndexedSeq
    )
  }

  /** A name and which occurrence of it this is: a frame may have two columns of one name. */
  private def occurrences(schema: StructType): Seq[(String, Int)] =
    schema.fieldNames.toSeq.zipWithIndex.map { case (name, i) => name -> schema.fieldNames.take(i).count(_ == name) }

  private def positions(schema: StructType): Map[(String, Int), Int] = occurrences(schema).zipWithIndex.toMap

  private def typeOf(schema: StructType, position: Int): Option[String] = Some(schema(position).dataType.catalogString)

  private def typeDifferences(path: String, actual: DataType, expected: DataType): List[SchemaDifference] =
    if (bare(actual) == bare(expected)) Nil
    else
      (actual, expected) match {
        case (a: StructType, e: StructType) if a.fieldNames.sameElements(e.fieldNames) =>
          a.fields.toList.zip(e.fields).flatMap { case (x, y) =>
            typeDifferences(Path.field(path, x.name), x.dataType, y.dataType)
          }
        case (ArrayType(a, _), ArrayType(e, _))       => typeDifferences(s"$path.element", a, e)
        case (MapType(ak, av, _), MapType(ek, ev, _)) =>
          typeDifferences(s"$path.key", ak, ek) ++ typeDifferences(s"$path.value", av, ev)
        case _ => List(SchemaDifference("type", path, Some(actual.catalogString), Some(expected.catalogString)))
      }

  /** The type without nullability and metadata. */
  private def bare(dataType: DataType): DataType = dataType match {
    case StructType(fields)     => StructType(fields.map(f => StructField(f.name, bare(f.dataType))))
    case ArrayType(element, _)  => ArrayType(bare(element))
    case MapType(key, value, _) => MapType(bare(key), bare(value))
    case other                  => other
  }

  private def orderDifference(actual: Seq[String], expected: Seq[String]): Option[SchemaDifference] =
    actual.zip(expected).collectFirst {
      case (a, e) if a != e =>
        SchemaDifference("order", Path.root(e), Some(names(actual)), Some(names(expected)))
    }

  private def names(all: Seq[String]): String =
    all.take(MaxNames).map(Path.root).mkString(", ") + (if (all.size > MaxNames) ", …" else "")
}
