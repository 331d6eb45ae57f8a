package org.apache.spark.sql.peleusbridge

import java.util.{List => JList, Map => JMap}

import scala.jdk.CollectionConverters._

import _root_.peleus.python.Door
import org.apache.spark.sql.catalyst.FunctionIdentifier
import org.apache.spark.sql.catalyst.expressions.{Expression, ExpressionInfo, FunctionTableSubqueryArgumentExpression}
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan
import org.apache.spark.sql.classic.{Dataset, SparkSession}
import org.apache.spark.sql.{DataFrame, Encoders, SparkSessionExtensions, SparkSessionExtensionsProvider}

/** What Python asks of the door, as table functions: the way in on Spark Connect, where py4j does not reach.
  *
  * `peleus_transform(TABLE(df), TABLE(other)…, name, params, fitted)` and its siblings take frames first, then words.
  * Found through META-INF/services, so the jar on the class path of a starting server is enough. Spark builds a table
  * function anew at every analysis: what it calls must be lazy.
  */
final class Extensions extends SparkSessionExtensionsProvider {
  override def apply(extensions: SparkSessionExtensions): Unit = {
    define(extensions, "transform") { (frames, words) =>
      Door.transform(frames.head, words(0), words(1), words(2), frames.tail.asJava)
    }
    define(extensions, "recipe") { (frames, words) =>
      Door.recipe(frames.head, words(0), words(1), frames.tail.asJava, JMap.of())
    }
    define(extensions, "fit")((frames, words) => Door.fit(frames.head, words(0), words(1), frames.tail.asJava))
    define(extensions, "learn") { (frames, words) =>
      Door.learn(frames.head, words(0), words(1), frames.tail.asJava, JMap.of())
    }
    define(extensions, "learning")((_, words) => answer(Door.learning(words(0))))
    define(extensions, "compare") { (frames, words) =>
      Door.lazyCompare(frames(0), frames(1), words(0).toDouble, words(1).toDouble)
    }
    define(extensions, "version")((_, _) => answer(Door.version()))
    define(extensions, "read")((_, words) => answer(Door.read(words(0), words(1), words(2))))
    define(extensions, "write")((_, words) => answer(Door.write(words(0), words(1), words(2))))
    define(extensions, "contract")((_, words) => answer(Door.contract(words(0), words(1), words(2))))
    define(extensions, "model")((_, words) => answer(Door.model(words(0), words(1))))
    define(extensions, "check")((_, words) => answer(Door.check(words(0), words(1), words(2), words(3), words(4))))
    extensions.injectCheckRule(_ => ConstantsCheck)
    extensions.injectPlannerStrategy(new UncopiedRows(_))
  }

  private def define(extensions: SparkSessionExtensions, name: String)(
      run: (Seq[DataFrame], Seq[String]) => DataFrame
  ): Unit = {
    val function = s"peleus_$name"
    val build = (arguments: Seq[Expression]) => analysed(run.tupled(split(arguments)))
    extensions.injectTableFunction(
      (FunctionIdentifier(function), new ExpressionInfo(getClass.getName, function), build)
    )
  }

  private def split(arguments: Seq[Expression]): (Seq[DataFrame], Seq[String]) = {
    val (frames, words) = arguments.partitionMap {
      case table: FunctionTableSubqueryArgumentExpression => Left(Dataset.ofRows(session, table.plan): DataFrame)
      case word                                           => Right(Option(word.eval()).map(_.toString).orNull)
    }
    (frames, words)
  }

  private def analysed(frame: DataFrame): LogicalPlan = frame.asInstanceOf[Dataset[_]].queryExecution.analyzed
  private def answer(text: String): DataFrame = session.createDataset(JList.of(text))(Encoders.STRING).toDF("answer")
  private def session: SparkSession = org.apache.spark.sql.SparkSession.active.asInstanceOf[SparkSession]
}
