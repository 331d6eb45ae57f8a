package peleus.scoring

import java.nio.file.{Files, Path}

import org.apache.spark.ml.feature.VectorAssembler
import org.apache.spark.ml.{Pipeline, PipelineModel}

import peleus.{Refused, SparkSuite}

class RegistrySuite extends SparkSuite {
  private def folder(): Path = Files.createTempDirectory("registry")

  private lazy val pipeline: PipelineModel =
    new Pipeline()
      .setStages(Array(new VectorAssembler().setInputCols(Array("id")).setOutputCol("v")))
      .fit(spark.range(1))

  private def refused(store: Any, reference: String): String =
    intercept[Refused](Scorer.load(spark, store.toString, reference)).getMessage

  test("a version is found by its number and by its alias") {
    val store = folder()
    Seq(1, 2, 3).foreach { version =>
      pipeline.write.save(KeptModels.keep(store, version, threshold = s"0.$version").resolve("pipeline").toString)
    }
    KeptModels.keepAliases(store, """{"champion": 1, "challenger": 3}""")
    def found(reference: String) = {
      val model = Scorer.load(spark, s"$store/", reference).model
      (model.toString, model.alias, model.threshold)
    }
    assert(found("late@champion") == (("late v1", Some("champion"), Some(0.1))))
    assert(found("late@challenger") == (("late v3", Some("challenger"), Some(0.3))))
    assert(found("late@v2") == (("late v2", None, Some(0.2))))
    assert(found("late@v3") == (("late v3", None, Some(0.3))))
  }

  test("who asks for what is not there is told what there is") {
    val store = folder()
    Seq(10, 2).foreach(KeptModels.keep(store, _))
    KeptModels.keepAliases(store, """{"champion": 2}""")
    val there = s"in $store/models; there is late@v2, late@v10, late@champion"
    Seq("late@challenger", "late@v3", "late@champion ", "late", "late@2", "late@v02").foreach { reference =>
      assert(refused(store, reference) == s"there is no model '$reference' $there")
    }
    assert(
      refused(s"$store//", "early@champion") ==
        s"there is no model 'early@champion' in $store/models; there is no version of early"
    )
    assert(
      refused("nowhere", "late@v1") == "there is no model 'late@v1' in nowhere/models; there is no version of late"
    )
  }

  test("without its manifest a version is not there, whatever an alias says") {
    val store = folder()
    KeptModels.keep(store)
    Files.delete(KeptModels.keep(store, 2).resolve("manifest.json"))
    KeptModels.keepAliases(store, """{"champion": 2}""")
    val there = s"in $store/models; there is late@v1, late@champion"
    Seq("late@v2", "late@champion").foreach { reference =>
      assert(refused(store, reference) == s"there is no model '$reference' $there")
    }
  }

  test("a manifest that is none is refused by its name") {
    val store = folder()
    val file = KeptModels.keep(store, threshold = "\"high\"").resolve("manifest.json")
    assert(refused(store, "late@v1").endsWith(s"$file: 'threshold' must be a number or null, got the text 'high'"))
    Files.writeString(file, "{")
    assert(refused(store, "late@v1").contains(s"$file:1:"))
  }
}
