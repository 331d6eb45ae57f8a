"""One step of a recipe: a transformation's name with its parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pyspark.sql import DataFrame

from peleus import _door


class Step:
    """
    A transformation with its parameters, ready to be applied: ``df.transform(step)`` or ``step(df)``.

    Parameters
    ----------
    name : str
        Name of the transformation: ``"parse_date"``.
    params : mapping
        Its parameters by name: text, numbers, booleans, dates, None, lists and mappings of these; a DataFrame where
        the transformation takes a table. Checked when the step is applied, against the columns of the frame too.
    place : str, optional
        Where it was read: file, line and column.
    """

    def __init__(self, name: str, params: Mapping[str, Any], place: str = "") -> None:
        self.name = name
        self.params = dict(params)
        self.place = place

    def __call__(self, df: DataFrame) -> DataFrame:
        """
        Apply the step.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            Of a classic or a Connect session.

        Returns
        -------
        pyspark.sql.DataFrame
            Lazy: no job runs.

        Raises
        ------
        peleus.Refused
            A parameter is not allowed, or names a column that `df` does not have.
        """
        params, tables = to_json(self.params)
        return _door.transform(df, self.name, params, None, tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and (self.name, self.params) == (other.name, other.params)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        given = (f"{name}={value!r}" for name, value in self.params.items() if value is not None)
        return f"{self.name}({', '.join(given)})"


def to_json(value: Any) -> tuple[str, list[DataFrame]]:
    """Write parameters as JSON. A DataFrame becomes its position among those found, which are returned beside it."""
    tables: list[DataFrame] = []

    def plain(found: Any) -> Any:
        if isinstance(found, DataFrame):
            tables.append(found)
            return len(tables) - 1
        if isinstance(found, Mapping):
            return dict(found)
        if isinstance(found, (set, frozenset)) or not hasattr(found, "item"):
            return _word(found)
        return found.item()  # a NumPy scalar

    return json.dumps(value, default=plain, allow_nan=False), tables


def _word(found: Any) -> str:
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Decimal):
        return str(found)
    raise TypeError(
        f"{type(found).__name__} cannot be a parameter: give text, a number, a boolean, a date, None, a DataFrame, or "
        "a list or mapping of these"
    )
