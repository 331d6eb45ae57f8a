"""What a store holds, read from its own files: names of folders, and the newest report of each date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from peleus import _door
from peleus._store import Store
from peleus.reports._format import VERSION
from peleus.reports._index import index_page

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Of each pipeline's records and each model's versions so many are read, the newest ones: a store grows for years.
NEWEST = 50


def write_index(spark: SparkSession, store: str) -> str:
    """
    Write ``STORE/index.json`` and its page, in the place of those that are there.

    Parameters
    ----------
    spark
        a classic session
    store
        folder of a project's data, here or on HDFS

    Returns
    -------
    str
        the file of the page
    """
    index, files = collect(spark, store), Store(spark, store)
    files.replace("index.json", index)
    page = files.place("index.html")
    _door.replace_file(spark, page, index_page(index))
    return page


def collect(spark: SparkSession, store: str) -> dict[str, Any]:
    """
    Read what a store holds.

    Of each table and date only the report of the newest run is read; `published.json` tells what is published, names of
    folders tell the rest. Files that cannot be read are said to be so, and do not keep the others from being told.

    Parameters
    ----------
    spark, store
        as in `write_index`

    Returns
    -------
    dict
        ``tables``, ``models`` and ``pipelines``; the newest first in each list. Files are relative to the store.
    """
    return _Reader(Store(spark, store)).read()


class _Reader:
    """Reads one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._listed: dict[str, list[str]] = {}

    def read(self) -> dict[str, Any]:
        runs = self._names("runs")
        return {
            "version": VERSION,
            "pipelines": _newest((self._pipeline(name) for name in runs if "." not in name), "runs"),
            "tables": _newest((self._table(name) for name in runs if "." in name), "dates"),
            "models": [self._model(name) for name in self._names("models")],
        }

    def _table(self, table: str) -> dict[str, Any]:
        database, _, name = table.partition(".")
        listed = self._json(f"tables/{database}/{name}/published.json").get("partitions", [])
        published = {each["date"]: {key: each[key] for key in ("run", "rows")} for each in listed}
        dates = [self._date(table, date, published.get(date)) for date in reversed(self._names(f"runs/{table}"))]
        return {"table": table, "rows": sum(each["rows"] for each in published.values()), "dates": dates}

    def _date(self, table: str, date: str, published: Mapping[str, Any] | None) -> dict[str, Any]:
        numbers = _numbers(r"run=(\d+)", self._names(f"runs/{table}/{date}"))
        newest = f"runs/{table}/{date}/run={numbers[0]}" if numbers else None
        report = self._json(f"{newest}/report.json")
        run = report.get("run", {})
        return {
            "date": date,
            "run": numbers[0] if numbers else None,
            "runs": len(numbers),
            "step": report.get("step", "check" if report else None),
            "verdict": report.get("verdict"),
            "says": report.get("says") or next(iter(report.get("because", [])), None),
            "started": run.get("started"),
            "seconds": run.get("seconds"),
            "published": published,
            "page": self._page(newest, "report"),
        }

    def _model(self, name: str) -> dict[str, Any]:
        aliases = self._json(f"models/{name}/aliases.json")
        numbers = _numbers(r"v([1-9]\d*)", self._names(f"models/{name}"))
        read = [number for place, number in enumerate(numbers) if place < NEWEST or number in aliases.values()]
        versions = [self._version(name, number, aliases) for number in read]
        return {"model": name, "versions": [each for each in versions if each is not None]}

    def _version(self, name: str, number: int, aliases: Mapping[str, int]) -> dict[str, Any] | None:
        folder = f"models/{name}/v{number}"
        if "manifest.json" not in self._names(folder):  # a killed training has left it
            return None
        told = self._json(f"{folder}/evaluation.json")
        selected = told.get("selected", {})
        families = told.get("test", {}).get("families", [])
        chosen = [each for each in families if {key: each[key] for key in ("family", "params")} == selected]
        return {
            "number": number,
            "aliases": [alias for alias, version in aliases.items() if version == number],
            "family": selected.get("family"),
            "metrics": chosen[0]["metrics"] if chosen else {},
            "trained_at": told.get("trained_at"),
            "page": self._page(folder, "evaluation"),
        }

    def _pipeline(self, name: str) -> dict[str, Any]:
        records = [each for each in reversed(self._names(f"runs/{name}")) if each.endswith(".json")]
        runs = [self._run(f"runs/{name}/{each}") for each in records[:NEWEST]]
        return {"pipeline": name, "all": len(records), "runs": runs}

    def _run(self, file: str) -> dict[str, Any]:
        record = self._json(file)
        steps = record.get("steps", [])
        return {
            "started": record.get("started"),
            "environment": record.get("environment"),
            "seconds": record.get("seconds"),
            "exit_code": record.get("exit_code"),
            "verdicts": dict(Counter(each["verdict"] for each in steps)),
            "record": file,
        }

    def _page(self, folder: str | None, name: str) -> str | None:
        """Give the page of a document, the document itself where no page was drawn."""
        there = self._names(folder) if folder else []
        return next((f"{folder}/{name}.{kind}" for kind in ("html", "json") if f"{name}.{kind}" in there), None)

    def _names(self, folder: str) -> list[str]:
        """List a folder, once."""
        if folder not in self._listed:
            self._listed[folder] = self.store.names(folder)
        return [name for name in self._listed[folder] if not name.startswith((".", "_"))]

    def _json(self, file: str) -> dict[str, Any]:
        """Read a document; an empty one where there is none, or what is there cannot be read."""
        folder, _, name = file.rpartition("/")
        if name not in self._names(folder):
            return {}
        try:
            read = self.store.read(file)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


def _numbers(pattern: str, names: Iterable[str]) -> list[int]:
    """Take numbers from names, the greatest first."""
    found = (re.fullmatch(pattern, name) for name in names)
    return sorted((int(each[1]) for each in found if each), reverse=True)


def _newest(found: Iterable[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Sort by the latest start of any member."""

    def latest(each: Mapping[str, Any]) -> str:
        return max((of["started"] for of in each[key] if of["started"]), default="")

    return sorted(found, key=latest, reverse=True)
