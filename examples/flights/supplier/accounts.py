"""Where the records of a delivery end, and what is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from supplier.mistakes import Action, action
from supplier.source import MISSING, Row

_REJECTING = {"quarantine", "fail"}
_CHANGING = {"set_null", "default"}
_SHOWN = {"keep_flag": "flags", "set_null": "changes", "default": "changes", "warn": "report"}


class Account:
    """
    Counts the records of a delivery: all are clean, until one is said to fail.

    Attributes
    ----------
    routes : Counter
        Records that end in clean, rejects and dropped.
    failures : list of dict
        Each with text and line, column (null where it is about the whole record), rule, where it is ``shown``
        (rejects, dropped, flags, changes, or in the counts of the report alone), action, and the value as it is
        written; what it becomes, ``after``, where the cell changes.
    """

    def __init__(self, table: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
        self.routes = Counter({"clean": len(rows), "rejects": 0, "dropped": 0})
        self.failures: list[dict[str, Any]] = []
        self._table = table
        self._rows = rows
        self._nulls = Counter({name: _count_nulls([row[name] for row in rows]) for name in columns})

    def add(self, index: int, cells: Row, fails: Sequence[str], place: tuple[int, int]) -> None:
        """
        Take a record that was not written as it should be.

        Parameters
        ----------
        index : int
            Its place among the rows, from 0.
        cells : Row
            As they are written.
        fails : sequence of str
            What must be reported of it.
        place : tuple of int
            Its text and its line.
        """
        actions = {fail: action(self._table, fail) for fail in fails}
        route = _route({each.name for each in actions.values()})
        self.routes["clean"] -= 1
        self.routes[route] += 1
        self.failures += [_failure(fail, actions[fail], route, cells, place) for fail in sorted(fails)]
        self._nulls.subtract(name for name in self._nulls if _is_null(self._rows[index][name]))
        if route == "clean":
            changed = {fail.partition(".")[0]: each.value for fail, each in actions.items() if each.name in _CHANGING}
            after: Mapping[str, str | None] = {**cells, **changed}
            self._nulls.update(name for name in self._nulls if _is_null(after[name]))

    def nulls(self) -> dict[str, int]:
        """Count cells without a value among the clean rows, by column, where there are any."""
        return {name: count for name, count in self._nulls.items() if count}


def _route(actions: set[str]) -> str:
    if actions & _REJECTING:
        return "rejects"
    return "dropped" if "drop" in actions else "clean"


def _failure(fail: str, what: Action, route: str, cells: Row, place: tuple[int, int]) -> dict[str, Any]:
    column, _, rule = fail.rpartition(".")
    shown = _SHOWN[what.name] if route == "clean" else route
    told = {
        "text": place[0],
        "line": place[1],
        "column": column or None,
        "rule": rule,
        "shown": shown,
        "action": what.name,
        "value": cells[column] if column else None,
    }
    return told | ({"after": what.value} if shown == "changes" else {})


def _is_null(cell: str | None) -> bool:
    return cell in (None, "", MISSING)


def _count_nulls(cells: list[str]) -> int:
    return cells.count("") + cells.count(MISSING)
