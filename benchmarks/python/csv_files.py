"""CSV files checked by ten rules, one a column; the benchmark ``csv``, whose name as a module Python has taken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial

import csv_data
import csv_peers
import csv_writers
import duckdb
from csv_contract import checked, contract
from csv_publish import AMOUNT, AMOUNTS, DATE, DATES, published, read_back
from harness import Work
from pyspark.sql import SparkSession
from sessions import OUTPUT, duck, spark

ROWS = 5_000_000
TEXT = "{type: string, required: true}"


def works(rows: int) -> Iterator[Work]:
    """Check two files and write nothing; then check them and write clean rows and rejects."""
    session, connection = spark(), duck()
    yield from checks(rows, session, connection)
    yield from publications(rows, session, connection)


def checks(rows: int, session: SparkSession, connection: duckdb.DuckDBPyConnection) -> Iterator[Work]:
    """Check a file of plain amounts and dates, which are typed, and one of dirty ones, which are only required."""
    files = {
        "check_plain": (csv_data.plain(rows, connection), contract(AMOUNT, DATE), True),
        "check_dirty": (csv_data.dirty(rows, connection), contract(TEXT, TEXT), False),
    }
    connection.execute("SET preserve_insertion_order = false")  # from here on DuckDB only reads
    for name, (path, text, typed) in files.items():
        yield Work(
            name,
            rows,
            checked(session, path, text),
            {
                "spark_csv": csv_peers.in_spark(session, path, typed),
                "duckdb": csv_peers.in_duck(connection, path, typed),
                "polars": csv_peers.in_polars(path, typed),
            },
        )


def publications(rows: int, session: SparkSession, connection: duckdb.DuckDBPyConnection) -> Iterator[Work]:
    """Check both files and write the routes; amounts and dates are typed in both."""
    files = {
        "publish_plain": (csv_data.plain(rows, connection), AMOUNT, DATE, csv_writers.PLAIN),
        "publish_dirty": (csv_data.dirty(rows, connection), AMOUNTS, DATES, csv_writers.DIRTY),
    }
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET disabled_optimizers = 'type_pushdown'")  # see csv_writers
    shutil.rmtree(OUTPUT, ignore_errors=True)
    for name, (path, amount, dt, cells) in files.items():
        folder = OUTPUT / name
        peers = {
            "spark_csv": csv_writers.in_spark(session, path, cells, folder / "spark_csv"),
            "spark_csv_two_writes": csv_writers.in_spark_twice(session, path, cells, folder / "spark_csv_two_writes"),
            "duckdb": csv_writers.in_duck(connection, path, cells, folder / "duckdb"),
            "duckdb_partition_by": csv_writers.in_duck_partitioned(
                connection, path, cells, folder / "duckdb_partition_by"
            ),
            "polars": csv_writers.in_polars(path, cells, folder / "polars"),
        }
        ours = published(session, path, amount, dt, OUTPUT / "store", name)
        slow = frozenset({"spark_csv_two_writes"})
        yield Work(name, rows, ours, peers, slow, found=partial(read_back, connection))
