"""One own step of a recipe: a declaration with its parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pyspark.sql import DataFrame

from peleus import _door
from peleus._own.declaration import Declaration
from peleus._step import Step, to_json


class OwnStep(Step):
    """
    A step that Python brings along: checked by Scala like any other, then run by its function.

    Parameters
    ----------
    declaration : Declaration
        Its function and descriptor.
    params : mapping
        Its parameters by name, as for every `Step`.
    place : str, optional
        Where it was read: file, line and column.
    """

    def __init__(self, declaration: Declaration, params: Mapping[str, Any], place: str = "") -> None:
        super().__init__(declaration.name, params, place)
        self.declaration = declaration

    @property
    def descriptor(self) -> dict[str, Any]:
        """What the step takes, as data: name, doc, parameters with type, default and doc."""
        return self.declaration.descriptor

    def __call__(self, df: DataFrame) -> DataFrame:
        """
        Check the parameters against the descriptor and the columns of `df`, and call the function.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            Of a classic or a Connect session.

        Returns
        -------
        pyspark.sql.DataFrame
            What the function returns.

        Raises
        ------
        peleus.Refused
            A parameter is not allowed, or names a column that `df` does not have.
        TypeError
            The function returns something else.
        """
        return self.over(df, {})

    def over(self, df: DataFrame, named: Mapping[str, DataFrame]) -> DataFrame:
        """Do the same with other tables at hand, by the names that parameters have for them."""
        params, tables = to_json(self.params)
        answer = _door.check(df, self.name, params, json.dumps([self.descriptor]), len(tables))

        def table(which: int | str) -> DataFrame:
            if isinstance(which, int):
                return tables[which]
            return named[which] if which in named else df.sparkSession.table(which)

        # Decimal, so that no digit of a decimal parameter is lost
        arguments = self.declaration.arguments(json.loads(answer, parse_float=Decimal), table)
        made: Any = self.declaration.function(df, **arguments)
        if not isinstance(made, DataFrame):
            raise TypeError(f"{self.name} returned {type(made).__name__}; a step returns a DataFrame")
        _ = made.schema  # Connect is lazy: what the function got wrong should be raised here
        return made
