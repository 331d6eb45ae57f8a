# Written by `make generate` from the declarations in Scala; do not edit.
"""Column functions: one cell in, one value out; null where the cell cannot be read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pyspark.sql import Column

from peleus._function import call
from peleus.transformations import Language

__all__ = ["parse_date", "parse_date_error"]


def parse_date(
    value: Column | str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
) -> Column:
    """
    Reads text as a date; the whole cell must match one of the formats.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
    formats : Sequence[str]
        Layouts such as dd/MM/yyyy or d MMMM yyyy, tried in order.
    languages : Sequence[Language], default ("fr", "en")
        Whose names of months and days are understood.

        - ``fr``: French
        - ``en``: English
    pivot_year : int | None, default None
        First year of the hundred that two-digit years fall in; yy needs it.
    not_before : datetime.date | str | None, default None
        Earliest date that is allowed.
    not_after : datetime.date | str | None, default None
        Latest date that is allowed.

    Returns
    -------
    Column
        The value; null where the cell is null, blank or cannot be read.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_date``.

    Examples
    --------
    >>> parse_date("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"])
    """
    return call(
        "parse_date",
        value,
        {
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
        },
    )


def parse_date_error(
    value: Column | str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
) -> Column:
    """
    Says why `parse_date` reads nothing in a cell.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
    formats : Sequence[str]
        Layouts such as dd/MM/yyyy or d MMMM yyyy, tried in order.
    languages : Sequence[Language], default ("fr", "en")
        Whose names of months and days are understood.

        - ``fr``: French
        - ``en``: English
    pivot_year : int | None, default None
        First year of the hundred that two-digit years fall in; yy needs it.
    not_before : datetime.date | str | None, default None
        Earliest date that is allowed.
    not_after : datetime.date | str | None, default None
        Latest date that is allowed.

    Returns
    -------
    Column
        A reason code; null where the cell is read, null or blank.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_date_error``.

    Examples
    --------
    >>> parse_date_error("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"])
    """
    return call(
        "parse_date_error",
        value,
        {
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
        },
    )
