"""The engines, each with the same two cores."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import peleus
from pyspark.sql import SparkSession

os.environ["POLARS_MAX_THREADS"] = "2"
DATA = Path(__file__).resolve().parents[2] / "target/bench-data"


def spark() -> SparkSession:
    """Two threads, four gigabytes."""
    settings = {
        "spark.master": "local[2]",
        "spark.driver.memory": "4g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "2",
    }
    return peleus.session("benchmarks", config=settings)


def duck() -> duckdb.DuckDBPyConnection:
    """Two threads."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    return connection
