"""A recipe: an ordered list of transformations as YAML; made in a notebook, run in production."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from peleus import _door, _own, _segments
from peleus._step import Step, to_json
from peleus.errors import Refused

_NOTEBOOK = "__main__"


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

        It may name own steps that were imported, those of libraries with an entry point ``peleus.transformations``,
        and as ``steps.<function>`` those of its project: of ``steps.py`` in the nearest folder above the recipe that
        holds ``peleus.yaml``; where there is none, in the recipe's folder or the one above.

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
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed. Or the
            project's ``steps.py`` or a library cannot be imported.
        """
        source = Path(path)
        text = source.read_text("utf-8")
        own = _own.known(source, text)
        try:
            answer = _door.ask(_door.active(spark), "read", text, str(source), _descriptors(own.steps.values()))
        except Refused as error:
            raise Refused(f"{error}\n{own.hint}" if own.hint else str(error)) from None
        content = json.loads(answer)
        return cls(content["recipe"], [_step(own, *written) for written in content["steps"]])

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
            A parameter is not allowed, or is a DataFrame: a file can only name a table. Or a step's function stands in
            the notebook, where no job could find it, or two steps of one name come from different files.
        """
        steps, tables = to_json([(step.name, step.params) for step in self.steps])
        if tables:
            raise Refused(f"{self.name}: a DataFrame cannot be written to a file; give the name of a table")
        text = _door.ask(_door.active(spark), "write", self.name, steps, _descriptors(self._declarations()))
        Path(path).write_text(text, "utf-8")

    def __call__(self, df: DataFrame) -> DataFrame:
        """
        Apply every step; lazy.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            Of a classic or a Connect session.

        Returns
        -------
        pyspark.sql.DataFrame
            What the last step gives.

        Raises
        ------
        Refused
            The first step that does not fit the columns before it; names its place in the file.
        """
        try:
            return _segments.run(self.steps, df)
        except Refused as error:
            lines = (self._placed(line) for line in str(error).splitlines())
            raise Refused("\n".join(lines)) from error.__cause__

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
        return self(_door.active(spark).createDataFrame([], schema)).schema

    def _placed(self, line: str) -> str:
        """Put the place in the file before a line that begins with ``steps[i]``."""
        number = re.match(r"steps\[(\d+)\]", line)
        place = self.steps[int(number[1])].place if number else ""
        return f"{place}: {line}" if place else line

    def _declarations(self) -> Iterable[_own.Declaration]:
        """Collect the declarations of the own steps, which a file can only name."""
        found: dict[str, _own.Declaration] = {}
        for number, step in enumerate(self.steps):
            if not isinstance(step, _own.OwnStep):
                continue
            declaration = step.declaration
            if declaration.module == _NOTEBOOK:
                raise Refused(f"steps[{number}]: {step.name} stands in the notebook: move it to the project's steps.py")
            if found.setdefault(step.name, declaration).file != declaration.file:
                raise _own.clash(found[step.name], declaration)
        return found.values()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and (self.name, self.steps) == (other.name, other.steps)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Recipe({self.name!r}, {list(self.steps)!r})"


def _step(own: _own.Known, name: str, params: dict[str, Any], place: str) -> Step:
    declaration = own.steps.get(name)
    return Step(name, params, place) if declaration is None else _own.OwnStep(declaration, params, place)


def _descriptors(declarations: Iterable[_own.Declaration]) -> str:
    return json.dumps([declaration.descriptor for declaration in declarations])
