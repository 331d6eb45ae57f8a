"""The example of a project that begins without files: an insurer's policies, all made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

WORDS: Mapping[str, Any] = {
    "table": "policies",
    "model": "claims",
    "trained": ", first: 2024-01, last: 2024-03",
    "tried": 't.date_parts(column="begun", parts=["month", "day_of_week"])',
    "about": "Which motor policy will have a claim within the year? All of it is made up: the\n"
    "example that `peleus new` begins with.",
}

_HEADER = "policy_id,begun,birth_date,region,power_kw,vehicle_value,annual_km,claimed"
_MONTHS = (1, 2, 3)
_POLICIES = 140  # a month
_REGIONS = ("north", "south", "east", "west")


def deliveries() -> dict[str, bytes]:
    """
    Write what the insurer would send: a file a month, the same bytes each time.

    Returns
    -------
    dict of str to bytes
        Contents by name of file.
    """
    draw = Random(2024)
    return {f"policies_2024-{month:02}.csv": _delivery(month, draw) for month in _MONTHS}


def _delivery(month: int, draw: Random) -> bytes:
    first = 1 + _POLICIES * _MONTHS.index(month)
    lines = [_HEADER, *(_line(number, month, draw) for number in range(first, first + _POLICIES))]
    lines.append(lines[1].replace(",", ",?", 1))  # and one line that nobody can read
    return ("\n".join(lines) + "\n").encode()


def _line(number: int, month: int, draw: Random) -> str:
    # random() alone gives the same numbers in every version of Python
    begun = date(2024, month, 1) + timedelta(days=int(28 * draw.random()))
    age, power = 18 + int(55 * draw.random()), 40 + int(160 * draw.random())
    birth = date(2023 - age, 1, 1) + timedelta(days=int(28 * draw.random()))
    region = _REGIONS[int(4 * draw.random())]
    value, kilometres = 3000 + 40_000 * draw.random(), 1000 * (3 + int(30 * draw.random()))
    risk = 0.08 + 0.3 * (age < 25) + 0.35 * (power >= 120) + 0.15 * (region == "north") + kilometres / 200_000
    claimed = "yes" if draw.random() < risk else "no"
    driven = "NA" if draw.random() < 0.1 else str(kilometres)
    return f"{number},{begun},{birth:%d/%m/%Y},{region},{power},{value:.2f},{driven},{claimed}"
