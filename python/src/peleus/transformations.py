# Written by `make generate` from the declarations in Scala; do not edit.
"""Transformations: each call makes a step for ``df.transform`` or for a recipe."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from peleus._step import Step

__all__ = ["Language", "OnInvalid", "parse_date"]

Language = Literal["fr", "en"]
OnInvalid = Literal["set_null", "keep", "flag", "fail"]


def parse_date(
    column: str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
    output: str | None = None,
    on_invalid: OnInvalid = "set_null",
) -> Step:
    """
    Reads text as a date; the whole cell must match one of the formats.

    Parameters
    ----------
    column : str
        Column to read.
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
    output : str | None, default None
        New column; default: in place.
    on_invalid : OnInvalid, default "set_null"
        What an unreadable cell becomes.

        - ``set_null``: null
        - ``keep``: null, and the unread text stays in the column ``<output>_raw``
        - ``flag``: null, and the reason code stands in the column ``<output>_error``
        - ``fail``: the job stops at the first unreadable cell

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> parse_date("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"], output="born")
    """
    return Step(
        "parse_date",
        {
            "column": column,
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
            "output": output,
            "on_invalid": on_invalid,
        },
    )
