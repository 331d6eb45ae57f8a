"""A plain count of the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from supplier.source import MISSING, Row

UNKNOWN_AIRPORTS = {"BQN", "SJU", "STT", "PSE"}
"""Destinations that the table of airports lacks."""


def totals(tables: Mapping[tuple[str, str], list[Row]]) -> dict[str, Any]:
    """
    Count the rows of the source, and what is odd about its flights.

    Parameters
    ----------
    tables : mapping
        The rows by table and period.

    Returns
    -------
    dict
        ``rows`` by table and period, and counts of ``flights``.
    """
    rows: dict[str, dict[str, int]] = {}
    for (table, period), found in sorted(tables.items()):
        rows.setdefault(table, {})[period] = len(found)
    flights = [row for (table, _), found in tables.items() if table == "flights" for row in found]
    return {"rows": rows, "flights": _of_flights(flights)}


def _of_flights(flights: list[Row]) -> dict[str, int]:
    return {
        "all": len(flights),
        "without_tailnum": _count(row["tailnum"] == MISSING for row in flights),
        "without_arr_delay": _count(row["arr_delay"] == MISSING for row in flights),
        "arrived_without_air_time": _count(
            row["arr_time"] != MISSING and row["air_time"] == MISSING for row in flights
        ),
        "of_D942DN": _count(row["tailnum"] == "D942DN" for row in flights),
        "to_unknown_airports": _count(row["dest"] in UNKNOWN_AIRPORTS for row in flights),
    }


def _count(conditions: Iterable[bool]) -> int:
    return sum(conditions)
