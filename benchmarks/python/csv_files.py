"""CSV files checked by ten rules, one a column; the benchmark ``csv``, whose name as a module Python has taken."""

from __future__ import annotations

from collections.abc import Iterator

import csv_data
from csv_contract import checked, contract
from csv_peers import in_duck, in_polars, in_spark
from harness import Work
from sessions import duck, spark

ROWS = 5_000_000


def works(rows: int) -> Iterator[Work]:
    """Check a file of plain amounts and dates, which are typed, and one of dirty ones, which are only required."""
    session, connection = spark(), duck()
    files = {
        "check_plain": (csv_data.plain(rows, connection), contract("decimal(18,2)", "date"), True),
        "check_dirty": (csv_data.dirty(rows, connection), contract("string", "string"), False),
    }
    connection.execute("SET preserve_insertion_order = false")  # from here on DuckDB only counts
    for name, (path, text, typed) in files.items():
        yield Work(
            name,
            rows,
            checked(session, path, text),
            {
                "spark_csv": in_spark(session, path, typed),
                "duckdb": in_duck(connection, path, typed),
                "polars": in_polars(path, typed),
            },
        )
