"""The store of a project as Python sees it: small files by their names in it, here or on HDFS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from peleus import _door

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Files(Protocol):
    """What is asked of a store; names are relative to it."""

    def read(self, name: str) -> Any:
        """Read a file of JSON."""

    def replace(self, name: str, document: Any) -> None:
        """Make a file of JSON, or put it in the place of the one that is there."""

    def create(self, name: str, document: Any) -> bool:
        """Make a file of JSON that nobody has made before; whether this call made it."""

    def names(self, folder: str) -> list[str]:
        """List what lies in a folder, sorted; of one that is not there, nothing."""

    def land(self, file: Path) -> tuple[str, int]:
        """Keep the raw bytes of a file of this machine in ``landing/``; their SHA-256 and how many there are."""


class Store:
    """
    A store, through the JVM's file systems.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
        A classic session.
    root : str
        The store's folder.
    """

    def __init__(self, spark: SparkSession, root: str) -> None:
        self._spark = spark
        self._root = root.rstrip("/")

    def place(self, name: str) -> str:
        """Give the whole name of a file."""
        return f"{self._root}/{name}"

    def read(self, name: str) -> Any:
        """Read a file of JSON."""
        return json.loads(_door.read_file(self._spark, self.place(name)))

    def replace(self, name: str, document: Any) -> None:
        """Make a file of JSON, or put it in the place of the one that is there."""
        _door.replace_file(self._spark, self.place(name), _written(document))

    def create(self, name: str, document: Any) -> bool:
        """Make a file of JSON that nobody has made before; whether this call made it."""
        return _door.create_file(self._spark, self.place(name), _written(document))

    def names(self, folder: str) -> list[str]:
        """List what lies in a folder, sorted; of one that is not there, nothing."""
        return _door.names(self._spark, self.place(folder))

    def land(self, file: Path) -> tuple[str, int]:
        """Keep the raw bytes of a file of this machine in ``landing/``; their SHA-256 and how many there are."""
        return _door.land(self._spark, f"file://{file.absolute()}", self._root)


def published_tables(store: Files) -> dict[str, list[str]]:
    """List the tables that a store shows, sorted, each with its dates; of a store that is not there yet, none."""
    names = [f"{database}.{table}" for database in store.names("tables") for table in store.names(f"tables/{database}")]
    dates = {name: published_dates(store, name) for name in names}
    return {name: found for name, found in dates.items() if found}


def published_dates(store: Files, table: str) -> list[str]:
    """List the dates that a table shows, sorted; of a table that is not there yet, none."""
    folder = f"tables/{table.replace('.', '/')}"
    if "published.json" not in store.names(folder):
        return []
    return sorted(each["date"] for each in store.read(f"{folder}/published.json")["partitions"])


def _written(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
