"""What type the cells of a column have: one that all of them satisfy, and none that is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

# Words that say that there is no value; a contract takes them in any case.
MISSING = ("NA", "N/A", "#N/A", "NaN", "NULL")

_MISSING = {word.upper() for word in MISSING}
_BOOLEANS = {"true", "false", "yes", "no", "vrai", "faux", "oui", "non"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # 007 is a code
_DECIMAL = re.compile(r"-?([0-9]+)(?:([.,])([0-9]+))?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1,234 may be either
_LAYOUTS = {
    "yyyy-MM-dd": "%Y-%m-%d",
    "yyyy/MM/dd": "%Y/%m/%d",
    "dd/MM/yyyy": "%d/%m/%Y",
    "MM/dd/yyyy": "%m/%d/%Y",
    "dd-MM-yyyy": "%d-%m-%Y",
    "MM-dd-yyyy": "%m-%d-%Y",
    "dd.MM.yyyy": "%d.%m.%Y",
}
_MOST_DIGITS = 18
_SPARE_DIGITS = 2  # next month's numbers may be longer


@dataclass(frozen=True)
class CellType:
    """
    The type of a column.

    Parameters
    ----------
    name : str
        As a contract says it: string, integer, ``decimal(8,2)``, number, boolean, date.
    options : mapping
        What else the contract must say to read it.
    undecided : str, optional
        What somebody must decide before it can be more than a string.
    """

    name: str
    options: dict[str, list[str]] = field(default_factory=dict)
    undecided: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is an amount or a count."""
        return self.name.startswith(("integer", "decimal", "number"))


def is_missing(cell: str) -> bool:
    """Tell whether a cell, without blanks around it, has no value."""
    return not cell or cell.upper() in _MISSING


def type_of(cells: Sequence[str]) -> CellType:
    """
    Find the type of a column.

    Parameters
    ----------
    cells : sequence of str
        Its cells that have a value, without blanks around them.

    Returns
    -------
    CellType
        The narrowest type that all cells satisfy in one reading; a string where there are two.
    """
    distinct = set(cells)
    if not distinct:
        return CellType("string")
    if {cell.lower() for cell in distinct} <= _BOOLEANS:
        return CellType("boolean")
    if all(map(_INTEGER.fullmatch, distinct)):
        return CellType("integer")
    return _decimal(distinct) or _date(distinct) or CellType("string")


def _decimal(cells: set[str]) -> CellType | None:
    found = [_DECIMAL.fullmatch(cell) for cell in cells]
    parts = [each.groups() for each in found if each]
    marks = {mark for _, mark, _ in parts if mark}
    if len(parts) < len(cells) or not marks or any(len(whole) > 1 and whole[0] == "0" for whole, _, _ in parts):
        return None
    if len(marks) > 1:
        return CellType("string", undecided="numbers with both marks, . and ,: which one is the decimal_char?")
    (mark,) = marks
    if all(_GROUPED.fullmatch(cell) for cell in cells if mark in cell):
        return CellType("string", undecided=f"is the {mark} of 1{mark}234 its decimal_char or its group_char?")
    whole, scale = (max(len(digits or "") for digits in column) for column in list(zip(*parts, strict=True))[::2])
    options = {} if mark == "." else {"decimal_char": [mark]}
    precision = whole + scale + _SPARE_DIGITS
    return CellType(f"decimal({precision},{scale})" if precision <= _MOST_DIGITS else "number", options)


def _date(cells: set[str]) -> CellType | None:
    fitting = [layout for layout, python in _LAYOUTS.items() if all(_is_date(cell, layout, python) for cell in cells)]
    if len(fitting) > 1:
        return CellType("string", undecided=f"a date, and both fit: {' and '.join(fitting)}; write one into formats")
    if not fitting:
        return None
    return CellType("date", {} if fitting == ["yyyy-MM-dd"] else {"formats": fitting})


def _is_date(cell: str, layout: str, python: str) -> bool:
    if len(cell) != len(layout) or not cell.isascii():
        return False
    try:
        datetime.strptime(cell, python)
    except ValueError:
        return False
    return True
