package peleus.transformations

import scala.language.implicitConversions

import org.apache.spark.sql.{DataFrame, SparkSession}

/** A second input of a transformation: a table's name in a recipe, a DataFrame in code. */
sealed trait Table {
  def open(spark: SparkSession): DataFrame
}

object Table {

  /** A table or view of the session's catalog. */
  final case class Named(name: String) extends Table {
    def open(spark: SparkSession): DataFrame = spark.table(name)
  }

  /** Rows at hand. Such a step cannot be saved. */
  final case class Given(df: DataFrame) extends Table {
    def open(spark: SparkSession): DataFrame = df
  }

  implicit def named(name: String): Table = Named(name)
  implicit def of(df: DataFrame): Table = Given(df)
}
