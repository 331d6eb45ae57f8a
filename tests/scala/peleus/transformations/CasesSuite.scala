package peleus.transformations

import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.functions.{col, expr}

import peleus.document.Node.{Bool, Fields, Items, Null, Number, Text}
import peleus.document.{Json, Node}
import peleus.testing.FrameAssertions._
import peleus.{Refused, SparkSuite}

/** Every declared transformation on its case file, by three ways in: the declaration, YAML, and SQL for functions.
  *
  * A case may have `tables`, views by name that its step reads, and `fit`, the rows that its step learns from.
  */
class CasesSuite extends SparkSuite {
  spark.conf.set("spark.sql.catalog.peleus", "peleus.functions.Functions")

  for (descriptor <- Catalogue.default.all; example <- cases(descriptor)) {
    test(s"${descriptor.name}: ${text(example, "name")}") { run(descriptor, example) }
  }

  test("there are transformations") { assert(Catalogue.default.all.nonEmpty) }

  private def run(descriptor: Descriptor, example: Fields): Unit = {
    val params = example.get("params").get.asInstanceOf[Fields]
    tables(example).foreach { case (name, sql) => spark.sql(sql).createOrReplaceTempView(name) }
    val input = spark.sql(text(example, "input"))
    def direct: DataFrame =
      applied(new Decoder(schema = Some(input.schema)).transformation(descriptor, params), example, input)
    example.get("refused") match {
      case Some(Text(sentence)) =>
        val refused = intercept[Refused](direct)
        assert(refused.getMessage.contains(sentence))
      case _ =>
        check(example, direct)
        check(example, applied(throughYaml(descriptor, params), example, input))
        bySql(descriptor, params).foreach(cells => checkFunction(example, params, input, cells))
    }
  }

  private def applied(step: Transformation, example: Fields, input: DataFrame): DataFrame =
    (step, example.get("fit")) match {
      case (learned: Learned, Some(Text(sql))) =>
        val constants = learned.fit(spark.sql(sql)).toJSON.collect()
        assert(constants.length == 1)
        learned(input, Json.read(constants.head))
      case _ => step(input)
    }

  private def check(example: Fields, actual: => DataFrame): Unit = example.get("fails") match {
    case Some(Text(sentence)) => assert(intercept[Exception](actual.collect()).getMessage.contains(sentence))
    case _                    => assertFrameEqual(actual, spark.sql(text(example, "output")))
  }

  private def throughYaml(descriptor: Descriptor, params: Fields): Transformation = {
    val step = new Decoder().transformation(descriptor, params)
    Recipe.read(Recipe.of("cases", Seq(step)).write, "cases.yaml").steps.head.transformation
  }

  /** The call of the SQL function; only where it says the same as the transformation. */
  private def bySql(descriptor: Descriptor, params: Fields): Option[String] = Option.when(descriptor.isFunction) {
    val cell = s"`${text(params, "column")}`"
    val constants = for (setting <- descriptor.settings; value <- params.get(setting.name)) yield {
      val constant = if (setting.of == Type.Scalar(Kind.NumberType)) typed(value) else literal(value)
      s"'${setting.name}', $constant"
    }
    val struct = if (constants.isEmpty) "" else constants.mkString(", named_struct(", ", ", ")")
    s"peleus.${descriptor.name}($cell$struct)"
  }

  private def checkFunction(example: Fields, params: Fields, input: DataFrame, call: String): Unit =
    for (output <- example.get("output").collect { case Text(sql) => spark.sql(sql) }) {
      val written = params.get("output").orElse(params.get("column")).collect { case Text(name) => name }.get
      assertFrameEqual(input.select(expr(call).as(written)), output.select(col(s"`$written`")))
    }

  private def typed(node: Node): String = node match {
    case Text(sql) => s"CAST(NULL AS $sql)"
    case other     => fail(s"$other is not a type")
  }

  private def literal(node: Node): String = node match {
    case Text(value)     => "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    case Items(values)   => values.map(literal).mkString("array(", ", ", ")")
    case Fields(entries) =>
      entries.map { case (k, v) => s"'${k.value}', ${literal(v)}" }.mkString("named_struct(", ", ", ")")
    case Number(value) => value.toString
    case Bool(value)   => value.toString
    case Null()        => "NULL"
  }

  private def cases(descriptor: Descriptor): Seq[Fields] = {
    val file = Path.of(s"tests/resources/cases/${descriptor.name}.json")
    assert(Files.exists(file), s"${descriptor.name} is declared and has no cases: write $file")
    Json.read(Files.readString(file)) match {
      case Items(values) => values.map(_.asInstanceOf[Fields])
      case _             => fail(s"$file is not a list")
    }
  }

  private def tables(example: Fields): Seq[(String, String)] = example.get("tables") match {
    case Some(views: Fields) => views.keys.map(name => name -> text(views, name))
    case _                   => Nil
  }

  private def text(fields: Fields, key: String): String =
    fields.get(key).collect { case Text(value) => value }.getOrElse(fail(s"a case needs '$key'"))
}
