"""
The peers: what a careful user of each writes to count the records that fail each of the ten rules.

A cell that is missing fails only where it is required. Of the ways that were tried the fastest is kept:

- Spark reads all as text: with a typed schema its reader is slower. ``LIKE`` and ``RLIKE`` cost it no more than
  ``locate`` and ``translate``, as nearly all its time goes into reading.
- DuckDB reads ``id`` and ``score`` as numbers, which would stop it at a cell that is none; these files have no such
  cell. ``GLOB`` and ``LIKE`` are faster there than regular expressions.
- Polars reads all as text: typed columns are slower. It streams, and takes regular expressions as they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from csv_contract import EMAIL, ZIP
from csv_data import CITIES, COLUMNS, COUNTRIES
from harness import Run
from pyspark.sql import SparkSession

ABSENT = {"amount": "amount IS NULL", "dt": "dt IS NULL"}
UNTYPED = {
    "amount": "try_cast(amount AS DECIMAL(18, 2)) IS NULL",
    "dt": "try_cast(dt AS DATE) IS NULL",
}
SQL = {
    "a": "length(a) NOT BETWEEN 3 AND 60",
    "b": "b IS NULL",
    "email": "email NOT LIKE '%_@_%.__%'",
    "city": f"city NOT IN {tuple(CITIES)}",
    "country": f"country NOT IN {tuple(COUNTRIES)}",
}
SPARK = SQL | {
    "id": "NOT coalesce(try_cast(id AS BIGINT) > 0, false)",
    "zip": f"NOT zip RLIKE '^{ZIP}$'",
    "score": "score IS NOT NULL AND NOT coalesce(try_cast(score AS DOUBLE) BETWEEN 0 AND 100, false)",
}
DUCK = SQL | {
    "id": "NOT coalesce(id > 0, false)",
    "zip": "NOT zip GLOB '[0-9][0-9][0-9][0-9][0-9]'",
    "score": "score NOT BETWEEN 0 AND 100",
}


def in_spark(spark: SparkSession, path: Path, typed: bool) -> Run:
    """Spark's reader and its built-in functions, in one aggregate."""
    schema = ", ".join(f"{column} STRING" for column in COLUMNS)
    rules = counted(SPARK | (UNTYPED if typed else ABSENT))

    def run() -> dict[str, int]:
        # a frame that is collected again would return the result it has kept
        frame = spark.read.csv(str(path), schema=schema, header=True, escape='"')
        return named(frame.selectExpr(*rules).collect()[0])

    return run


def in_duck(duck: duckdb.DuckDBPyConnection, path: Path, typed: bool) -> Run:
    """DuckDB's reader and its functions, in one aggregate."""
    rules = ", ".join(counted(DUCK | (UNTYPED if typed else ABSENT)))
    query = f"SELECT {rules} FROM {duck_reader(path)}"

    def run() -> dict[str, int]:
        return named(duck.execute(query).fetchall()[0])

    return run


def duck_reader(path: Path) -> str:
    """Write the call of DuckDB's reader, with nothing left for it to guess."""
    types = dict.fromkeys(COLUMNS, "VARCHAR") | {"id": "BIGINT", "score": "DOUBLE"}
    dialect = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv('{path}', {dialect}, columns = {types})"


def in_polars(path: Path, typed: bool) -> Run:
    """Polars, streaming."""
    frame = pl.scan_csv(path, schema=dict.fromkeys(COLUMNS, pl.String), null_values=[""])
    rules = [rule.sum().alias(column) for column, rule in polars_rules(typed).items()]
    query = frame.select(pl.len().alias("records"), *rules).select("records", *COLUMNS)

    def run() -> dict[str, int]:
        return named(query.collect(engine="streaming").row(0))

    return run


def polars_rules(typed: bool) -> dict[str, pl.Expr]:
    """Say the same in Polars: what fails, by column."""
    cell = {column: pl.col(column) for column in COLUMNS}
    score = cell["score"].cast(pl.Float64, strict=False).is_between(0, 100)
    amount, dt = cell["amount"], cell["dt"]
    if typed:
        amount, dt = amount.cast(pl.Decimal(18, 2), strict=False), dt.str.to_date("%Y-%m-%d", strict=False)
    return {
        "id": ~(cell["id"].cast(pl.Int64, strict=False) > 0).fill_null(False),
        "a": ~cell["a"].str.len_chars().is_between(3, 60),
        "b": cell["b"].is_null(),
        "amount": amount.is_null(),
        "dt": dt.is_null(),
        "email": ~cell["email"].str.contains(f"^{EMAIL}$"),
        "city": ~cell["city"].is_in(CITIES),
        "zip": ~cell["zip"].str.contains(f"^{ZIP}$"),
        "country": ~cell["country"].is_in(COUNTRIES),
        "score": cell["score"].is_not_null() & ~score.fill_null(False),
    }


def counted(rules: dict[str, str]) -> list[str]:
    """Count the records and what fails, in the order of the columns."""
    return ["count(*)", *(f"count_if({rules[column]})" for column in COLUMNS)]


def named(row: Any) -> dict[str, int]:
    """Name what an engine found."""
    return dict(zip(["records", *COLUMNS], row, strict=True))
