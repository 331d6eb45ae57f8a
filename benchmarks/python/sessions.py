"""The engines, each with the same two cores."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import duckdb
import peleus
from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
os.environ["POLARS_MAX_THREADS"] = "2"
os.environ["PYSPARK_PYTHON"] = sys.executable  # Spark's workers run the same Python, and find our modules
os.environ["PYTHONPATH"] = str(HERE)
DATA = HERE.parents[1] / "target/bench-data"
OUTPUT = HERE.parents[1] / "target/bench-output"  # what is written and read back


def spark() -> SparkSession:
    """Two threads, four gigabytes, tables that last: a process has one session for all its benchmarks."""
    settings = {
        "spark.master": "local[2]",
        "spark.driver.memory": "4g",
        "spark.driver.extraJavaOptions": "-XX:+UseParallelGC",  # of Java's collectors the one that takes least CPU time
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.maxConcurrentOutputFileWriters": "8",  # of partitionBy: no sort
        "spark.sql.catalogImplementation": "hive",
    }
    return peleus.session("benchmarks", config=settings)


def duck() -> duckdb.DuckDBPyConnection:
    """Two threads."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    return connection


def generated(name: str, rows: int, query: str, connection: duckdb.DuckDBPyConnection, suffix: str = "parquet") -> Path:
    """
    Write the cells of a benchmark once; the same for the same number of rows.

    The queries write Parquet without dictionaries: with them a reader's look-ups would be timed, not the parsing.
    """
    path = DATA / f"{name}-{rows}.{suffix}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        connection.execute(query.format(rows=rows, path=unfinished))
        unfinished.rename(path)
    return path
