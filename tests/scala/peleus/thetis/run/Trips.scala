package peleus.thetis.run

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path => LocalPath}

import org.apache.hadoop.fs.Path

import peleus.SparkSuite
import peleus.contract.{Contract, ContractFile}
import peleus.storage.NewFolder

/** A small delivery in which everything goes wrong once. */
trait Trips { this: SparkSuite =>

  protected val contractText: String = """
contract: trips
version: 1.0.0
delivery: {files: "trips_{date:yyyy-MM-dd}*.csv", missing_values: [NA]}
policy: {tolerate: {percent: 60}}
fields:
  id:   {type: integer, required: true, minimum: 1}
  day:  {type: date}
  km:   {type: "decimal(8,1)", maximum: 1000, on_fail: {maximum: keep_flag, type: set_null}}
  kind: {type: string, enum: [car, bus], on_fail: drop}
  note: string
rules:
  - short: {expr: "km is null or km < 5000"}
"""

  protected lazy val contract: Contract = ContractFile.read(contractText, "trips.yaml")

  protected val text: String = Seq(
    "id,day,km,kind,note",
    "1,2024-01-01,10.5,car,ok",
    "2,2024-01-02,20,bus,\"two",
    "lines, \"\"quoted\"\"\"",
    "",
    "3,2024-13-01,5,car,no such day",
    "4,2024-01-04,x,car,no number",
    "5,2024-01-05,2000,bus,far",
    "6,2024-01-06,7,train,no such kind",
    "NA,2024-01-07,8,car,no id",
    "8,2024-01-08,9,car",
    "9,2024-01-09,6000,car,too far",
    "10,2024-01-10,1,car,\"never closed",
    "11,2024-01-11,11,bus,last"
  ).mkString("", "\n", "\n")

  protected def folder(): LocalPath = Files.createTempDirectory("trips")

  protected def delivered(content: Array[Byte] = text.getBytes(UTF_8), name: String = "trips_2024-01-31.csv"): Path =
    new Path(Files.write(folder().resolve(name), content).toString)

  protected def into(): NewFolder =
    new NewFolder(folder().resolve("staged").toString, spark.sparkContext.hadoopConfiguration)
}
