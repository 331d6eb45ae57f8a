package org.apache.spark.sql.peleusbridge

import java.nio.file.Files

import _root_.peleus.SparkSuite
import org.apache.spark.sql.DataFrame
import org.apache.spark.sql.classic
import org.apache.spark.sql.execution.datasources.WriteFiles
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat
import org.apache.spark.sql.execution.datasources.{FileFormat, WriteFilesExec}

class UncopiedRowsSuite extends SparkSuite {
  private lazy val session = spark.asInstanceOf[classic.SparkSession]

  private lazy val checked: DataFrame = {
    val folder = Files.createTempDirectory("uncopied")
    val contract = Files.writeString(
      folder.resolve("trips.yaml"),
      "contract: trips\nversion: 1.0.0\ndelivery: {files: \"*.csv\"}\nfields: {id: integer, note: string}\n"
    )
    val delivery = Files.writeString(folder.resolve("trips.csv"), "id,note\n1,a\n2,b\n")
    spark.read.format("thetis").option("contract", contract.toString).load(delivery.toString)
  }

  private def planned(rows: DataFrame, format: FileFormat): Seq[String] = {
    val plan = rows.asInstanceOf[classic.Dataset[_]].queryExecution.optimizedPlan
    val write = WriteFiles(plan, format, plan.output, None, Map.empty, Map.empty)
    session.sessionState.planner.plan(write).next() match {
      case writes: WriteFilesExec => writes.child.collect { case node => node.nodeName }
      case other                  => fail(s"it is planned as $other")
    }
  }

  test("the writer of routes reads the checker's columns, without a copy of the rows") {
    assert(planned(checked, new RoutedParquet).head == "RowsOfBatches")
  }

  test("any other write, and rows that something is done with before, are Spark's to plan") {
    assert(!planned(checked, new ParquetFileFormat).contains("RowsOfBatches"))
    assert(!planned(checked.selectExpr("id + 1 AS id"), new RoutedParquet).contains("RowsOfBatches"))
  }
}
