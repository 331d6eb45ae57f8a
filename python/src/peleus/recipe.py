"""A recipe: an ordered list of transformations as YAML; made in a notebook, run in production."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from peleus import _door
from peleus._step import Step, to_json
from peleus.errors import Refused

_NO_OWN_STEPS = "[]"


class Recipe:
    """
    Transformations in order, under a name. Apply it with ``df.transform(recipe)``.

    Parameters
    ----------
    name : str
        What the recipe is called.
    steps : iterable of Step
        In the order of their application.
    """

    def __init__(self, name: str, steps: Iterable[Step]) -> None:
        self.name = name
        self.steps = tuple(steps)

    @classmethod
    def load(cls, path: str | Path, spark: SparkSession | None = None) -> Recipe:
        """
        Read a recipe and check it, all of it: unknown steps, unknown keys, values that are not allowed.

        Parameters
        ----------
        path : str or pathlib.Path
            A YAML file.
        spark : pyspark.sql.SparkSession, optional
            The session whose jar parses; default: the active one.

        Returns
        -------
        Recipe
            With every default filled in.

        Raises
        ------
        Refused
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed.
        """
        source = Path(path)
        text = source.read_text("utf-8")
        answer = json.loads(_door.ask(_session(spark), "read", text, str(source), _NO_OWN_STEPS))
        return cls(answer["recipe"], [Step(name, params, place) for name, params, place in answer["steps"]])

    def save(self, path: str | Path, spark: SparkSession | None = None) -> None:
        """
        Write the recipe as YAML, parameters that equal their default left out.

        Parameters
        ----------
        path : str or pathlib.Path
            The file; replaced when it exists.
        spark : pyspark.sql.SparkSession, optional
            The session whose jar writes; default: the active one.

        Raises
        ------
        Refused
            A parameter is not allowed, or is a DataFrame: a file can only name a table.
        """
        steps, tables = to_json([(step.name, step.params) for step in self.steps])
        if tables:
            raise Refused(f"{self.name}: a DataFrame cannot be written to a file; give the name of a table")
        text = _door.ask(_session(spark), "write", self.name, steps, _NO_OWN_STEPS)
        Path(path).write_text(text, "utf-8")

    def __call__(self, df: DataFrame) -> DataFrame:
        """Apply every step; lazy."""
        for step in self.steps:
            df = step(df)
        return df

    def check(self, schema: StructType, spark: SparkSession | None = None) -> StructType:
        """
        Run the recipe dry: over no rows, so that no data is read.

        Parameters
        ----------
        schema : pyspark.sql.types.StructType
            Columns that come in.
        spark : pyspark.sql.SparkSession, optional
            Default: the active one.

        Returns
        -------
        pyspark.sql.types.StructType
            Columns that come out.

        Raises
        ------
        Refused
            The first step that does not fit the columns before it; names its place in the file.
        """
        session = _session(spark)
        for number, step in enumerate(self.steps):
            try:
                schema = step(session.createDataFrame([], schema)).schema
            except (Refused, AnalysisException) as error:
                place = f"{step.place}: " if step.place else ""
                raise Refused(f"{place}steps[{number}].{str(error).splitlines()[0]}") from None
        return schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and (self.name, self.steps) == (other.name, other.steps)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Recipe({self.name!r}, {list(self.steps)!r})"


def _session(spark: SparkSession | None) -> SparkSession:
    found = spark or SparkSession.getActiveSession()
    if found is None:
        raise Refused("there is no active Spark session: start one with peleus.session(), or pass spark=")
    return found
