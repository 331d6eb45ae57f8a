"""The kinds of mistakes that a supplier makes, and what the contracts say becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Written = str | Callable[[str], str]
"""What is written instead of a cell, or how it is made of what should have been written."""


@dataclass(frozen=True)
class Mistake:
    """
    What is wrong with one record.

    Attributes
    ----------
    record : int
        Place of the record in the period's table, from 1.
    cells : mapping of str
        What is written instead, by field.
    fails : tuple of str
        What must be reported: ``field.rule``, or the name of a rule about the whole record. Nothing, where the record
        is wrong and nobody can tell.
    spoil : callable, optional
        Spoils the line itself, given its bytes and its delimiter.
    """

    record: int
    cells: Mapping[str, Written]
    fails: tuple[str, ...]
    spoil: Callable[[bytes, bytes], bytes] | None = None


@dataclass(frozen=True)
class Mistakes:
    """
    What is wrong with one delivery.

    Attributes
    ----------
    records : tuple of Mistake
        Each of another record.
    sent_twice : tuple of int
        Records that stand at the end once more.
    blank_after : tuple of int
        Records with a blank line behind them.
    """

    records: tuple[Mistake, ...] = ()
    sent_twice: tuple[int, ...] = ()
    blank_after: tuple[int, ...] = ()


@dataclass(frozen=True)
class Action:
    """What becomes of a failure: a word of the contract, and the value of ``default``."""

    name: str = "quarantine"
    value: str | None = None


# As the contracts say it. Written down once more, so that what is expected does not come from what is tested.
_ACTIONS = {
    "airlines": {"carrier.missing": Action("fail")},
    "airports": {"dst.missing": Action("default", "U")},
    "planes": {"year.minimum": Action("set_null")},
    "weather": {
        "humid.maximum": Action("keep_flag"),
        "precip.missing": Action("default", "0"),
        "pressure.type": Action("set_null"),
        "wind_speed.maximum": Action("set_null"),
    },
    "flights": {
        "air_time.minimum": Action("set_null"),
        "air_time.type": Action("set_null"),
        "arr_delay.maximum": Action("keep_flag"),
        "arr_delay.minimum": Action("set_null"),
        "arrival_adds_up": Action("keep_flag"),
        "dep_delay.maximum": Action("keep_flag"),
        "departure_adds_up": Action("keep_flag"),
        "origin.enum": Action("drop"),
        "remarks.max_length": Action("warn"),
        "tailnum.max_length": Action("set_null"),
        "tailnum.min_length": Action("set_null"),
        "tailnum.pattern": Action("set_null"),
    },
}


def action(table: str, failure: str) -> Action:
    """Give what becomes of a failure; where the contract says nothing, the record is rejected."""
    return _ACTIONS[table].get(failure, Action())


def wrong(record: int, cells: Mapping[str, Written], *fails: str) -> Mistake:
    """Write other cells than there should be."""
    return Mistake(record, cells, fails)


def added(minutes: int) -> Callable[[str], str]:
    """Write so many minutes more."""
    return lambda text: str(int(text) + minutes)


def too_few(record: int) -> Mistake:
    """Leave out the last cell."""
    return Mistake(record, {}, ("width",), lambda line, delimiter: line.rpartition(delimiter)[0])


def too_many(record: int) -> Mistake:
    """Add a cell."""
    return Mistake(record, {}, ("width",), lambda line, delimiter: line + delimiter)


def undecodable(record: int) -> Mistake:
    """End the line with a byte that is no UTF-8 and stands for no character of windows-1252."""
    return Mistake(record, {}, ("undecodable",), lambda line, _: line + b"\x81")


def stray_quote(record: int) -> Mistake:
    """Close the quotes around the first cell before its end."""
    return Mistake(record, {}, ("stray_quote",), lambda line, _: b'"' + line[:4] + b'"' + line[4:])


def unclosed_quote(record: int) -> Mistake:
    """Open a quote before the first cell, and never close it."""
    return Mistake(record, {}, ("unclosed_quote",), lambda line, _: b'"' + line)
