"""What is wrong with the source itself, and is sent as it is."""

from __future__ import annotations

from supplier.source import MISSING, Row

HIGHEST_WIND = 150
"""Miles an hour; more was never measured at the airports of New York."""


def oddities(table: str, row: Row) -> tuple[str, ...]:
    """Tell what must be reported of a row as it stands in the source."""
    return _of_weather(row) if table == "weather" else ()


def _of_weather(row: Row) -> tuple[str, ...]:
    found = []
    if row["wind_speed"] != MISSING and float(row["wind_speed"]) > HIGHEST_WIND:
        found.append("wind_speed.maximum")
    if "e" in row["pressure"]:  # 1000 millibars, written as 1e3
        found.append("pressure.type")
    return tuple(found)
