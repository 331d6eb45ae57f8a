"""Receipts: that a delivery arrived, when, and which bytes it was. Numbered from 1, never changed or removed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peleus._store import Files

_FOLDER = "landing/receipts"
_FILE = re.compile(r"(\d{8})\.json")


@dataclass(frozen=True)
class ReceivedFile:
    """A file of a delivery: its name, how many bytes, their SHA-256, and where they lie, relative to the store."""

    name: str
    bytes: int
    sha256: str
    path: str

    @property
    def base(self) -> str:
        """Its name without folders: what contracts look at."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True)
class Receipt:
    """That a delivery arrived: its number, its name in the inbox, the moment, its files."""

    number: int
    entry: str
    received: str
    files: tuple[ReceivedFile, ...]

    @property
    def contents(self) -> set[tuple[str, str]]:
        """Names and hashes of the files: what makes two arrivals the same."""
        return {(file.name, file.sha256) for file in self.files}


def read_all(store: Files) -> list[Receipt]:
    """Read all receipts of a store, by number."""
    return [_receipt(store.read(f"{_FOLDER}/{name}")) for name in store.names(_FOLDER) if _FILE.fullmatch(name)]


def add(store: Files, entry: str, received: str, files: Sequence[ReceivedFile]) -> Receipt:
    """Write a receipt under the next number; of several processes at once, each gets its own."""
    number = 1 + max((int(found[1]) for found in map(_FILE.fullmatch, store.names(_FOLDER)) if found), default=0)
    while True:
        receipt = Receipt(number, entry, received, tuple(files))
        if store.create(f"{_FOLDER}/{number:08}.json", {"version": 1, **asdict(receipt)}):
            return receipt
        number += 1


def _receipt(written: Mapping[str, Any]) -> Receipt:
    files = tuple(ReceivedFile(**file) for file in written["files"])
    return Receipt(written["number"], written["entry"], written["received"], files)
