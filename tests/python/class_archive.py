"""
Write an archive of Spark's classes, which JVMs map into memory instead of reading jars and verifying what is in them.

It halves the start of every JVM of the tests. One that the archive does not fit, of another Java or with other jars,
goes without. Run it as ``python class_archive.py FILE``; it needs nothing but PySpark.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from pyspark import SparkContext
from pyspark.ml.classification import LogisticRegression, RandomForestClassifier
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.sql import SparkSession

# The dump takes the collector of those that read it.
DUMP = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:cds*=off -XX:ArchiveClassesAtExit="
ROWS = "SELECT id, id % 7 AS x, if(id % 3 = 0, 'a', 'b') AS name, DATE'2024-01-31' + CAST(id AS INT) AS day"


def main(archive: Path) -> None:
    """Start a JVM, do what tests do, and let the JVM write down which classes that took."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        written = Path(folder) / "archive"
        os.environ["SPARK_SUBMIT_OPTS"] = f"{DUMP}{written}"  # of the JVM of the session alone
        spark = session(folder)
        use(spark, folder)
        spark.stop()
        end()
        written.replace(archive)


def session(folder: str) -> SparkSession:
    """Start a session with a catalog that lasts."""
    settings = {
        "spark.master": "local[2]",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.catalogImplementation": "hive",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder}/catalog;create=true",
        "spark.driver.extraJavaOptions": f"-Dderby.stream.error.file={folder}/derby.log",
    }
    return SparkSession.builder.config(map=settings).getOrCreate()


def use(spark: SparkSession, folder: str) -> None:
    """Read, join, count, write, publish, and learn."""
    rows = spark.sql(f"{ROWS} FROM range(100)")
    rows.write.csv(f"{folder}/text")
    spark.read.text(f"{folder}/text").selectExpr("split(value, ',')[0] AS first", "_metadata.file_name").collect()
    rows.write.parquet(f"{folder}/rows")
    spark.sql("CREATE DATABASE kept")
    spark.sql(f"CREATE EXTERNAL TABLE kept.rows (id BIGINT, x BIGINT) STORED AS PARQUET LOCATION '{folder}/rows'")
    counted = "SELECT x, count(*), max(id), collect_list(name), sum(count(*)) OVER (ORDER BY x)"
    spark.sql(f"{counted} FROM kept.rows JOIN parquet.`{folder}/rows` USING (id, x) GROUP BY x ORDER BY x").toPandas()
    indexed = StringIndexer(inputCol="name", outputCol="y").fit(rows).transform(rows)
    vectors = VectorAssembler(inputCols=["x"], outputCol="v").transform(indexed)
    for estimator in (LogisticRegression(maxIter=2), RandomForestClassifier(numTrees=2, maxDepth=2)):
        fitted = estimator.setFeaturesCol("v").setLabelCol("y").fit(vectors)
        fitted.transform(vectors).collect()
        fitted.save(f"{folder}/{estimator.uid}")


def end() -> None:
    """End the JVM, which then writes the archive, and wait for it."""
    gateway = SparkContext._gateway
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
