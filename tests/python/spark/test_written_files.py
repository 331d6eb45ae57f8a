"""Checked tables are read by others: the files that the checker writes, by DuckDB, pyarrow and Polars."""

from __future__ import annotations

import csv
import datetime
import json
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from peleus import _door

pytestmark = pytest.mark.classic

# enough records for pages of both kinds in a column: values by their numbers first, then plainly
RECORDS = 45_000
CONTRACT = """contract: trips
version: 1.0.0
delivery: {files: "trips.csv"}
policy: {tolerate: {percent: 60}}
fields:
  id:    {type: integer, required: true}
  late:  {type: boolean}
  fare:  {type: "decimal(9,2)"}
  total: {type: "decimal(18,2)"}
  share: {type: number, maximum: 1, on_fail: keep_flag}
  day:   {type: date}
  place: {type: string, enum: [Pau, Albi, Sète, Saint-Étienne], on_fail: set_null}
  note:  {type: string}
"""
COLUMNS = ["id", "late", "fare", "total", "share", "day", "place", "note"]
PLACES = ["Pau", "Albi", "Sète", "Saint-Étienne", "?"]


def record(n):
    """Write the cells of a record: every seventh is rejected, the notes repeat before they are all different."""
    note = f"seen {n % 40}" if n < 30_000 else f"seen only by {n:0100}"
    return [
        f"x{n}" if n % 7 == 0 else str(n),
        ["true", "false", ""][n % 3],
        f"{n % 900}.{n % 100:02}",
        f"{n * 1_000_003}.25",
        "" if n % 11 == 0 else str((n % 1300) / 1024),
        str(datetime.date(1960, 1, 1) + datetime.timedelta(days=n % 20_000)),
        PLACES[n % 5],
        "" if n % 13 == 0 else note,
    ]


def typed(n):
    """Give what the table must say of a record that is clean."""
    _, late, fare, total, share, day, place, note = record(n)
    return (
        n,
        {"true": True, "false": False, "": None}[late],
        Decimal(fare),
        Decimal(total),
        float(share) if share else None,
        datetime.date.fromisoformat(day),
        None if place == "?" else place,
        note or None,
        n + 2,
        ["share.maximum"] if share and float(share) > 1 else None,
        [{"column": "place", "rule": "enum", "before": "?", "after": None}] if place == "?" else None,
    )


@pytest.fixture(scope="module")
def staged(spark, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    (folder / "trips.yaml").write_text(CONTRACT)
    with (folder / "trips.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *map(record, range(RECORDS))])
    options = {"contract": folder / "trips.yaml", "delivery": folder / "trips.csv", "into": folder / "staged"}
    answer = json.loads(_door.run_command(spark, "check", json.dumps(options, default=str)))
    assert answer["exit_code"] == 0, answer["text"]
    return folder / "staged"


def by_duckdb(folder, columns):
    rows = duckdb.sql(f"SELECT {', '.join(columns)} FROM '{folder}/*.parquet' ORDER BY _line").fetchall()
    return list(rows)


def by_pyarrow(folder, columns):
    return [tuple(row.values()) for row in pq.read_table(folder).select(columns).sort_by("_line").to_pylist()]


def by_polars(folder, columns):
    return pl.read_parquet(f"{folder}/*.parquet").sort("_line").select(columns).rows()


@pytest.mark.parametrize("read", [by_duckdb, by_pyarrow, by_polars])
def test_others_read_the_clean_rows(staged, read):
    found = read(staged / "clean", [*COLUMNS, "_line", "_flags", "_changes"])
    assert found == [typed(n) for n in range(RECORDS) if n % 7]


@pytest.mark.parametrize("read", [by_duckdb, by_pyarrow, by_polars])
def test_others_read_the_rejects(staged, read):
    found = read(staged / "rejects", ["_line", "_record", "_raw", "_reasons"])
    assert [row[:3] for row in found] == [(n + 2, ",".join(record(n)), None) for n in range(0, RECORDS, 7)]
    told = [[(why["column"], why["rule"], why["value"], why["action"]) for why in row[3]] for row in found]
    assert [whys[0] for whys in told] == [("id", "type", f"x{n}", "quarantine") for n in range(0, RECORDS, 7)]
    assert {len(whys) for whys in told} == {1, 2, 3}, "a reject tells everything that is wrong with it"


def test_a_column_has_pages_of_both_kinds(staged):
    """Else the tests above would say nothing of them."""
    file = pq.ParquetFile(next(path for path in (staged / "clean").glob("*.parquet")))
    chunks = [file.metadata.row_group(0).column(i) for i in range(file.metadata.num_columns)]
    encodings = {chunk.path_in_schema: set(chunk.encodings) for chunk in chunks}
    both = {"PLAIN", "PLAIN_DICTIONARY"}
    assert encodings["note"] & both == both
    assert encodings["id"] & both == {"PLAIN"}
    assert encodings["place"] & both == {"PLAIN_DICTIONARY"}
