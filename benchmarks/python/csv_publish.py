"""Our side of publishing: a raw file checked and published by ``peleus check``; and what an engine's files hold."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dates
import duckdb
from csv_contract import contract
from csv_data import COLUMNS
from harness import Run
from peleus import _door
from pyspark.sql import SparkSession

AMOUNT = "{type: 'decimal(18,2)', required: true}"
AMOUNTS = """\
{type: 'decimal(18,2)', required: true, decimal_char: [., ','], group_char: [space, "'"],
           allow: [currency, parentheses]}"""
DATE = "{type: date, required: true}"
DATES = f"{{type: date, required: true, formats: {dates.FORMATS}}}"

# what is added up of a column, by its name
SUMS = {
    **{column: f"sum(hash({column}))" for column in COLUMNS},
    "id": "sum(id)",
    "amount": "sum(amount)",
    "dt": "sum(dt - DATE '1970-01-01')",
    "score": "sum(score)",
}


def published(spark: SparkSession, path: Path, amount: str, dt: str, store: Path, database: str) -> Run:
    """
    Run the command as a scheduled job does: sequencing, checking, writing, identities, switching the tables, report.

    Each round has a contract of another version, so that none is a duplicate of the one before.
    """
    store.mkdir(parents=True, exist_ok=True)
    terms = store / f"{database}.yaml"
    table = store / "tables" / database / "checked"
    options = {"contract": terms, "delivery": path, "into": f"{database}.checked", "store": store, "date": "2024"}
    versions = itertools.count()

    def run() -> Path:
        terms.write_text(contract(amount, dt, f"1.0.{next(versions)}"), encoding="utf-8")
        answer = json.loads(_door.run_command(spark, "check", json.dumps(options, default=str)))
        if answer["exit_code"] != 0:
            raise RuntimeError(answer["text"])
        listed = json.loads((table / "published.json").read_text("utf-8"))
        return (table / listed["partitions"][0]["folder"]).parent

    return run


def read_back(duck: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, Any]:
    """
    Read what was written: rows of each route, what the columns of the clean ones add up to, failures by column.

    Our rejects tell their failures as reasons, those of the peers as bits.
    """
    ours = (folder / "clean").exists()
    clean, rejects = (f"'{folder}/{'' if ours else 'route='}{route}/*.parquet'" for route in ("clean", "rejects"))
    sums = ", ".join(f"count({column}), {SUMS[column]}" for column in COLUMNS)
    added = duck.execute(f"SELECT count(*), {sums} FROM {clean}").fetchall()[0]
    failed = by_reasons(duck, rejects) if ours else by_bits(duck, rejects)
    names = itertools.chain.from_iterable((column, f"{column} added up") for column in COLUMNS)
    return {
        **dict(zip(["clean", *names], added, strict=True)),
        "rejects": duck.execute(f"SELECT count(*) FROM {rejects}").fetchall()[0][0],
        **{f"{column} failed": failed.get(column, 0) for column in COLUMNS},
    }


def by_reasons(duck: duckdb.DuckDBPyConnection, rejects: str) -> Mapping[str, int]:
    """Count the failures that the reasons of our rejects tell."""
    reasons = f"SELECT unnest(_reasons) AS reason FROM {rejects}"
    return dict(duck.execute(f'SELECT reason."column", count(*) FROM ({reasons}) GROUP BY ALL').fetchall())


def by_bits(duck: duckdb.DuckDBPyConnection, rejects: str) -> Mapping[str, int]:
    """Count the failures that a peer's bits tell."""
    bits = ", ".join(f"count_if(failed & {1 << place} != 0)" for place in range(len(COLUMNS)))
    return dict(zip(COLUMNS, duck.execute(f"SELECT {bits} FROM {rejects}").fetchall()[0], strict=True))
