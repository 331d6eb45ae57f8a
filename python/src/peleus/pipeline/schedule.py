"""``schedule`` in pipeline.yaml: when a pipeline runs by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from peleus._declared.document import Document, Problem
from peleus.pipeline.periods import is_period

_AT = re.compile(r"(?:day (\d+) )?(\d\d:\d\d)")
_WANTED = {"day": "an hour such as 06:00", "month": "a day and an hour such as day 5 09:00"}


@dataclass(frozen=True)
class Schedule:
    """
    When a pipeline runs by itself.

    Parameters
    ----------
    every : str
        ``day`` or ``month``.
    at : str
        At which moment of it, in `timezone`: ``06:00``, or ``day 5 09:00`` of a month.
    timezone : str
        Name in the IANA database. The hour stays the same there when clocks are changed.
    first, last : datetime.date
        First and last day that may have a run, in `timezone`.
    """

    every: str
    at: str
    timezone: str
    first: date
    last: date

    @classmethod
    def read(cls, keys: Mapping[str, Any]) -> Schedule:
        """Read what was declared, in which `problems` found none."""
        first, last = (date.fromisoformat(keys[key]) for key in ("first", "last"))
        return cls(keys["every"], keys["at"], keys["timezone"], first, last)

    @property
    def start(self) -> datetime:
        """The first run, in UTC."""
        return self._local_start().astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The moment before which runs start, in UTC: the end of the last day."""
        return datetime.combine(self.last + timedelta(days=1), time(), self._zone).astimezone(UTC)

    @property
    def starts_when_clocks_skip(self) -> bool:
        """Whether clocks skip the first run's hour on its day. Oozie counts from that run, so all would shift."""
        local = self._local_start()
        return self.start.astimezone(self._zone).replace(tzinfo=None) != local.replace(tzinfo=None)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def _local_start(self) -> datetime:
        day, hour = _parts(self.at)
        return datetime.combine(self.first if day is None else _next(day, self.first), hour, self._zone)


def problems(document: Document, keys: Mapping[str, Any] | None) -> Iterator[Problem]:
    """List what a schema cannot say of a schedule; none was declared where `keys` is None."""
    if keys is None:
        return
    found = [*_mismatch(document, keys), *_unknown_zone(document, keys), *_no_dates(document, keys)]
    yield from found or _impossible(document, Schedule.read(keys))


def _mismatch(document: Document, keys: Mapping[str, Any]) -> Iterator[Problem]:
    every, at = keys["every"], keys["at"]
    if (every == "month") != at.startswith("day "):
        yield document.problem(("schedule", "at"), f"wants {_WANTED[every]}, as it is every {every}, got {at}")


def _unknown_zone(document: Document, keys: Mapping[str, Any]) -> Iterator[Problem]:
    try:
        ZoneInfo(keys["timezone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the last of a folder, such as Europe
        told = f"there is no time zone {keys['timezone']}, only such as Europe/Paris or UTC"
        yield document.problem(("schedule", "timezone"), told)


def _no_dates(document: Document, keys: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("first", "last"):
        if not is_period(keys[key]):
            yield document.problem(("schedule", key), f"wants a date of the calendar, got {keys[key]}")


def _impossible(document: Document, schedule: Schedule) -> Iterator[Problem]:
    first = ("schedule", "first")
    if schedule.first > schedule.last:
        yield document.problem(first, f"{schedule.first} is after last, {schedule.last}")
    elif schedule.start >= schedule.end:
        yield document.problem(first, f"from {schedule.first} to {schedule.last} there is no {schedule.at}")
    elif schedule.starts_when_clocks_skip:
        told = f"clocks skip {schedule.at} on the first day in {schedule.timezone}; begin on another"
        yield document.problem(first, told)


def _parts(at: str) -> tuple[int | None, time]:
    found = _AT.fullmatch(at)
    assert found is not None  # the schema's pattern
    return int(found[1]) if found[1] else None, time.fromisoformat(found[2])


def _next(day: int, first: date) -> date:
    """Give the first of the days `day` of a month that is not before `first`; months have 28 days at least."""
    this = first.replace(day=day)
    return this if this >= first else (first.replace(day=1) + timedelta(days=31)).replace(day=day)
