"""Dates of deliveries: a year, a month or a day of the calendar, as 2013, 2013-06 or 2013-06-30."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_period(text: str) -> bool:
    """Tell whether a text is a date of the calendar."""
    try:
        _days(text)
    except ValueError:
        return False
    return True


def starts_after(first: str, last: str) -> bool:
    """Tell whether nothing is left between two dates."""
    return _days(first)[0] > _days(last)[1]


def is_within(period: str, first: str | None, last: str | None) -> bool:
    """Tell whether all of a date lies between two others, which both belong to it; none is no limit."""
    begins, ends = _days(period)
    return (first is None or begins >= _days(first)[0]) and (last is None or ends <= _days(last)[1])


def _days(text: str) -> tuple[date, date]:
    """Give the first and the last day of a date."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no date")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if day is not None and month is not None:
        return date(year, month, day), date(year, month, day)
    if month is not None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
