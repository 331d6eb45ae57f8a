"""The same question put to each engine: how many cells were read, and what they add up to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from harness import Run
from pyspark.sql import DataFrame
from pyspark.sql import functions as F


def in_spark(frame: DataFrame, total: str) -> Run:
    """Count column ``x`` of the frame, and sum it by an expression."""

    def run() -> tuple[Any, ...]:
        return _plain(frame.agg(F.count("x"), F.expr(total)).head())

    return run


def in_duck(duck: duckdb.DuckDBPyConnection, path: Path, expression: str, total: str) -> Run:
    """Do the same in DuckDB."""
    query = f"SELECT count(x), {total} FROM (SELECT {expression} AS x FROM '{path}')"

    def run() -> tuple[Any, ...]:
        return _plain(duck.execute(query).fetchall()[0])

    return run


def in_polars(path: Path, expression: pl.Expr, total: pl.Expr) -> Run:
    """Do the same in Polars."""
    query = pl.scan_parquet(path).select(expression.alias("x")).select(pl.col("x").count(), total.alias("total"))

    def run() -> tuple[Any, ...]:
        return _plain(query.collect().row(0))

    return run


def _plain(row: Any) -> tuple[Any, ...]:
    """Exact numbers of one kind, whatever the engine calls them."""
    return tuple(value if isinstance(value, int) else Decimal(str(value)).normalize() for value in row)
