package peleus.functions

import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction
import org.apache.spark.sql.connector.catalog.{FunctionCatalog, Identifier}
import org.apache.spark.sql.util.CaseInsensitiveStringMap

import peleus.transformations.Catalogue

/** The column functions as a Spark catalog: with `spark.sql.catalog.peleus=peleus.functions.Functions`,
  * `SELECT peleus.parse_date(birth, 'dd/MM/yyyy')` works in SQL, in `call_function`, classic and Connect.
  *
  * Every row-level transformation gives one function of its name and one named `<name>_error` with the reason code.
  */
final class Functions extends FunctionCatalog {
  private var called = "peleus"

  override def initialize(name: String, options: CaseInsensitiveStringMap): Unit = called = name
  override def name(): String = called

  override def listFunctions(namespace: Array[String]): Array[Identifier] =
    if (namespace.isEmpty) functions.keys.toArray.sorted.map(Identifier.of(namespace, _)) else Array.empty

  override def loadFunction(identifier: Identifier): UnboundFunction =
    functions
      .get(identifier.name)
      .filter(_ => identifier.namespace.isEmpty)
      .getOrElse(throw new NoSuchFunctionException(identifier))

  private lazy val functions: Map[String, UnboundFunction] =
    (Catalogue.default.all.filter(_.isFunction).map(new CellFunction(_, error = false)) ++
      Catalogue.default.all.filter(_.parses).map(new CellFunction(_, error = true)))
      .map(function => function.name -> function)
      .toMap
}
