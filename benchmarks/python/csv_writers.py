"""
The peers: what a careful user of each writes to split a raw file into clean rows and rejects, both typed.

The rules that a row fails are the bits of one number. All write zstd, with statistics. Of the ways that were tried the
fastest is kept:

- DuckDB types the rows into a table in memory and copies that twice, which costs it less than ``PARTITION_BY``, timed
  beside it, and less than two passes over the file. It pushes ``try_cast`` into its reader, which then stops at the
  first cell that is no such value, so that optimizer is off. Larger row groups cost it more.
- Spark keeps a writer open for each route, which saves it a sort. The usual way is timed beside it: two filtered
  writes.
- Polars streams.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import amounts
import dates
import duckdb
import polars as pl
from csv_data import COLUMNS
from csv_peers import ABSENT, DUCK, SPARK, duck_reader, polars_rules
from harness import Run
from pyspark.sql import DataFrame, SparkSession

ROUTES = ("clean", "rejects")
TYPED_RULES = {"id": DUCK["id"], "score": DUCK["score"], **ABSENT}


@dataclass(frozen=True)
class Cells:
    """How a peer reads the two columns that are dirty in one of the files."""

    amount: str
    dt: str
    spark_amount: str
    spark_dt: str
    polars_amount: pl.Expr
    polars_dt: pl.Expr


PLAIN = Cells(
    amount="try_cast(amount AS DECIMAL(18, 2))",
    dt="try_cast(dt AS DATE)",
    spark_amount="try_cast(amount AS DECIMAL(18, 2))",
    spark_dt="try_cast(dt AS DATE)",
    polars_amount=pl.col("amount").cast(pl.Decimal(18, 2), strict=False),
    polars_dt=pl.col("dt").str.to_date("%Y-%m-%d", strict=False),
)
DIRTY = Cells(
    amount=amounts.duck_expression(),
    dt=dates.duck_mixed("dt"),
    spark_amount=amounts.translated(),
    spark_dt=dates.rearranged("dt"),
    polars_amount=amounts.polars_expression(),
    polars_dt=dates.polars_mixed("dt"),
)


def into_new(folder: Path, write: Callable[[], object]) -> Run:
    """Write into a folder that holds nothing yet; give the folder."""

    def run() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write()
        return folder

    return run


def in_duck(duck: duckdb.DuckDBPyConnection, path: Path, cells: Cells, folder: Path) -> Run:
    """DuckDB: the rows typed once, kept in memory, and copied route by route."""

    def write() -> None:
        duck.execute(f"CREATE OR REPLACE TEMP TABLE routed AS {duck_routed(path, cells)}")
        for route in ROUTES:
            (folder / f"route={route}").mkdir()
            rows = f"SELECT * EXCLUDE (route) FROM routed WHERE route = '{route}'"
            duck.execute(f"COPY ({rows}) TO '{folder}/route={route}/part.parquet' (FORMAT parquet, COMPRESSION zstd)")
        duck.execute("DROP TABLE routed")

    return into_new(folder, write)


def in_duck_partitioned(duck: duckdb.DuckDBPyConnection, path: Path, cells: Cells, folder: Path) -> Run:
    """DuckDB, in one statement."""
    options = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (route), OVERWRITE_OR_IGNORE"
    statement = f"COPY ({duck_routed(path, cells)}) TO '{folder}' ({options})"
    return into_new(folder, lambda: duck.execute(statement))


def duck_routed(path: Path, cells: Cells) -> str:
    """Write the rows with their types, the rules that they fail, and their routes."""
    return routed(duck_reader(path), f"{cells.amount} AS amount, {cells.dt} AS dt", "id, score", DUCK | TYPED_RULES)


def in_spark(spark: SparkSession, path: Path, cells: Cells, folder: Path) -> Run:
    """Spark's reader and its built-in functions, one write by route."""

    def write() -> None:
        rows = spark_routed(spark, path, cells)
        rows.write.partitionBy("route").mode("append").parquet(str(folder), compression="zstd")

    return into_new(folder, write)


def in_spark_twice(spark: SparkSession, path: Path, cells: Cells, folder: Path) -> Run:
    """The same by two filtered writes, as is usual."""

    def write() -> None:
        rows = spark_routed(spark, path, cells)
        for route in ROUTES:
            filtered = rows.where(f"route = '{route}'").drop("route")
            filtered.write.parquet(f"{folder}/route={route}", compression="zstd")

    return into_new(folder, write)


def spark_routed(spark: SparkSession, path: Path, cells: Cells) -> DataFrame:
    """Do the same as DuckDB with Spark's expressions."""
    schema = ", ".join(f"{column} STRING" for column in COLUMNS)
    spark.read.csv(str(path), schema=schema, header=True, escape='"').createOrReplaceTempView("people")
    dirty = f"{cells.spark_amount} AS amount, {cells.spark_dt} AS dt"
    numbers = "try_cast(id AS BIGINT) AS id, try_cast(score AS DOUBLE) AS score"
    return spark.sql(routed("people", dirty, numbers, SPARK | TYPED_RULES))


def routed(source: str, dirty: str, numbers: str, rules: dict[str, str]) -> str:
    """Write the query: types, then rules as bits, then the route."""
    texts = ", ".join(column for column in COLUMNS if column not in ("id", "amount", "dt", "score"))
    typed = f"SELECT {texts}, {dirty}, {numbers} FROM {source}"
    bits = " + ".join(f"CASE WHEN {rules[column]} THEN {1 << i} ELSE 0 END" for i, column in enumerate(COLUMNS))
    judged = f"SELECT {', '.join(COLUMNS)}, CAST({bits} AS INT) AS failed FROM ({typed})"
    return f"SELECT *, CASE WHEN failed = 0 THEN 'clean' ELSE 'rejects' END AS route FROM ({judged})"


def in_polars(path: Path, cells: Cells, folder: Path) -> Run:
    """Polars, streaming."""
    texts = pl.scan_csv(path, schema=dict.fromkeys(COLUMNS, pl.String), null_values=[""])
    typed = texts.with_columns(
        id=pl.col("id").cast(pl.Int64, strict=False),
        amount=cells.polars_amount,
        dt=cells.polars_dt,
        score=pl.col("score").cast(pl.Float64, strict=False),
    )
    rules = polars_rules(typed=False)
    bits = [rules[column].fill_null(False).cast(pl.Int32) * (1 << i) for i, column in enumerate(COLUMNS)]
    judged = typed.with_columns(failed=pl.sum_horizontal(bits))
    route = pl.when(pl.col("failed") == 0).then(pl.lit("clean")).otherwise(pl.lit("rejects"))
    by_route = pl.PartitionBy(folder, key="route", include_key=False)
    rows = judged.with_columns(route=route)
    return into_new(folder, lambda: rows.sink_parquet(by_route, compression="zstd", mkdir=True))
