"""One step of a recipe: a transformation's name with its parameters."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

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
    fitted : str, optional
        The constants that it learned, as JSON; see `fit`.
    """

    def __init__(self, name: str, params: Mapping[str, Any], place: str = "", fitted: str | None = None) -> None:
        self.name = name
        self.params = dict(params)
        self.place = place
        self.fitted = fitted

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
        return _door.transform(df, self.name, params, self.fitted, tables)

    def fit(self, df: DataFrame) -> Step:
        """
        Learn the constants of a step such as `fill_missing`; runs one job.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            The rows to learn from: those of the training part, never all.

        Returns
        -------
        Step
            The same step with its constants, to be applied to any frame.

        Raises
        ------
        peleus.Refused
            The step has nothing to learn, or does not fit the columns of `df`.
        """
        params, _ = to_json(self.params)
        return self.with_constants(_door.fit(df, self.name, params))

    def with_constants(self, learned: DataFrame) -> Step:
        """Give the step the constants of a frame of one row; runs one job."""
        row = learned.select(F.to_json(F.struct("*"))).head()
        constants: str = row[0]  # type: ignore[index]
        return Step(self.name, self.params, self.place, constants)

    @property
    def written(self) -> list[Any]:
        """Name, parameters and, where it has learned, constants: what goes through the door."""
        return [self.name, self.params] if self.fitted is None else [self.name, self.params, self.fitted]

    @property
    def dry(self) -> list[Any]:
        """The same for a dry run: null where constants are wanted and not known yet."""
        return [self.name, self.params, self.fitted]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and self.written == other.written

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
        if dataclasses.is_dataclass(found) and not isinstance(found, type):
            return {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
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
        "a list, mapping or dataclass of these"
    )
