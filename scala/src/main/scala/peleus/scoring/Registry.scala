package peleus.scoring

import org.apache.hadoop.fs.Path
import org.apache.spark.ml.PipelineModel
import org.apache.spark.sql.SparkSession

import peleus.Refused
import peleus.document.{Json, Mapping}
import peleus.storage.{FileSystems, TextFile}

/** The models of a store: `STORE/models/NAME/v1`, `v2`, … and `STORE/models/NAME/aliases.json`, which says what is in
  * use. `peleus.learning.Registry` of Python writes them. A version is there when its manifest is, which is written
  * last.
  */
private[peleus] final class Registry(spark: SparkSession, store: String) {
  private val root = s"${store.replaceAll("/+$", "")}/models"

  /** Reads a model back, ready to score.
    *
    * @param reference
    *   `name@champion`, `name@challenger` or `name@v3`
    * @throws peleus.Refused
    *   when there is no such model, alias or version; the sentence names those that there are
    */
  def load(reference: String): Scorer = {
    val (name, which) = parts(reference)
    val folder = s"$root/$name/v${version(reference)}"
    val file = s"$folder/${Registry.Manifest}"
    val alias = Option.when(!Registry.Version.matches(which))(which)
    val (model, steps) = ModelVersion.read(TextFile.read(spark, file), file, alias)
    new Scorer(model, steps, () => PipelineModel.read.session(spark).load(s"$folder/${Registry.Pipeline}"))
  }

  /** The version that a name such as `delayed@champion` or `delayed@v3` stands for.
    *
    * @throws peleus.Refused
    *   as for [[load]]
    */
  def version(reference: String): Int = {
    val (name, which) = parts(reference)
    val whole = versions(name)
    val known = whole.map(version => s"v$version" -> version) ++ aliases(name)
    known.toMap.get(which).filter(whole.contains).getOrElse {
      val there = if (known.isEmpty) s"no version of $name" else known.map(name + "@" + _._1).mkString(", ")
      throw Refused.because(s"there is no model '$reference' in $root; there is $there")
    }
  }

  private def parts(reference: String): (String, String) = {
    val (name, which) = reference.span(_ != '@')
    (name, which.drop(1))
  }

  private def versions(name: String): Seq[Int] =
    names(name)
      .collect { case Registry.Version(digits) => digits.toInt }
      .sorted
      .filter(version => names(s"$name/v$version").contains(Registry.Manifest))

  private def aliases(name: String): Seq[(String, Int)] =
    if (!names(name).contains(Registry.Aliases)) Nil
    else {
      val file = s"$root/$name/${Registry.Aliases}"
      val found = Mapping(Json.read(TextFile.read(spark, file), Some(file)), file)
      found.keys.map(alias => alias -> found.int(alias))
    }

  private def names(folder: String): Seq[String] =
    FileSystems.names(new Path(s"$root/$folder"), spark.sparkContext.hadoopConfiguration)
}

private object Registry {
  private val Manifest = "manifest.json"
  private val Pipeline = "pipeline"
  private val Aliases = "aliases.json"
  private val Version = "v([1-9][0-9]{0,8})".r
}
