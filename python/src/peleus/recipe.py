"""A recipe: an ordered list of transformations as YAML; made in a notebook, run in production."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from peleus import _door, _own, _segments
from peleus._step import Step, to_json
from peleus.errors import Refused

_NOTEBOOK = "__main__"
_NO_TABLES: Mapping[str, DataFrame] = MappingProxyType({})


class Recipe:
    """
    Transformations in order, under a name. Apply it with ``df.transform(recipe)``.

    Parameters
    ----------
    name : str
        What the recipe is called.
    steps : iterable of Step
        In the order of their application.
    tables : mapping of str to pyspark.sql.DataFrame, optional
        What steps name, where that is no table of the session's catalog; see `using`.
    """

    def __init__(self, name: str, steps: Iterable[Step], tables: Mapping[str, DataFrame] = _NO_TABLES) -> None:
        self.name = name
        self.steps = tuple(steps)
        self.tables = dict(tables)

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
        Write the recipe as YAML, parameters that equal their default left out, and what steps have learned; for that
        there is `to_json`.

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
        text = _door.ask(_door.active(spark), "write", self.name, *self.written())
        Path(path).write_text(text, "utf-8")

    @classmethod
    def from_json(cls, text: str, path: str | Path | None = None) -> Recipe:
        """
        Read what `to_json` has written. Its parameters are checked when it is applied.

        Parameters
        ----------
        text : str
            ``{"recipe": name, "steps": [[name, params, fitted], …]}``; `fitted` only where a step has learned.
        path : str or pathlib.Path, optional
            A file of the project whose own steps it may name, there or not; default: one in the working directory.

        Returns
        -------
        Recipe
            With the constants of its steps.

        Raises
        ------
        Refused
            It names an own step that was not found.
        """
        content = json.loads(text)
        own = _own.known(Path("recipe.json" if path is None else path), text)
        steps = []
        for number, (name, params, *fitted) in enumerate(content["steps"]):
            if "." in name and name not in own.steps:
                hint = f"; {own.hint}" if own.hint else ""
                raise Refused(f"steps[{number}]: there is no own step '{name}'{hint}")
            steps.append(_step(own, name, params, "", *fitted))
        return cls(content["recipe"], steps)

    def to_json(self) -> str:
        """
        Write the recipe with what its steps have learned, as a model keeps it; Scala's scoring reads the same text.

        Returns
        -------
        str
            ``{"recipe": name, "steps": [[name, params, fitted], …]}``; own steps are written with their name.

        Raises
        ------
        Refused
            A parameter is a DataFrame: a text can only name a table. Or a step's function stands in the notebook, or
            two steps of one name come from different files.
        """
        self._declarations()
        return f'{{"recipe": {json.dumps(self.name)}, "steps": {self._written([step.written for step in self.steps])}}}'

    def fit(self, df: DataFrame) -> Recipe:
        """
        Learn the constants of every step that learns, such as `fill_missing`; runs one job for each of them.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            The rows to learn from: those of the training part, never all. Each step learns from them as the steps
            before it leave them.

        Returns
        -------
        Recipe
            The same steps with their constants, to be applied to any frame. What was learned before is learned anew.

        Raises
        ------
        Refused
            The first step that does not fit the columns before it; names its place in the file.
        """
        with self._places():
            return Recipe(self.name, _segments.fit(self.steps, df, self.tables), self.tables)

    def using(self, tables: Mapping[str, DataFrame]) -> Recipe:
        """
        Give the recipe the tables that its steps name, in a test for one, or where no catalog has them.

        Parameters
        ----------
        tables : mapping of str to pyspark.sql.DataFrame
            Rows by the name of their table. Other names go on meaning tables of the session's catalog.

        Returns
        -------
        Recipe
            The same steps; for classic sessions.
        """
        return Recipe(self.name, self.steps, {**self.tables, **tables})

    def sources(self) -> list[str]:
        """Read the modules in which own steps stand, by the order of their names: they are part of what is done."""
        files = sorted({declaration.file for declaration in self._declarations()})
        return [Path(file).read_text("utf-8") for file in files]

    def written(self) -> tuple[str, str]:
        """Write the steps, ``[[name, params], …]``, and the descriptors of own ones, both as JSON."""
        return self._written([[step.name, step.params] for step in self.steps]), _descriptors(self._declarations())

    def require_fitted(self, spark: SparkSession | None = None) -> None:
        """
        Refuse steps that learn and have no constants, as a command does that has no rows to learn from.

        Parameters
        ----------
        spark : pyspark.sql.SparkSession, optional
            Default: the active one.

        Raises
        ------
        Refused
            Each such step with its place in the file.
        """
        with self._places():
            learning = _segments.learning(self.steps, _door.active(spark))
            unfitted = [why for number, why in learning.items() if self.steps[number].fitted is None]
            if unfitted:
                raise Refused("\n".join(unfitted))

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
        with self._places():
            return _segments.run(self.steps, df, named=self.tables)

    def check(self, schema: StructType, spark: SparkSession | None = None) -> StructType:
        """
        Run the recipe dry: over no rows, so that no data is read. What learns may be fitted or not.

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
        return self.dry(_door.active(spark).createDataFrame([], schema)).schema

    def dry(self, df: DataFrame) -> DataFrame:
        """
        Apply every step, with constants or without: for the columns and where they come from, not for the rows.

        Parameters
        ----------
        df : pyspark.sql.DataFrame
            Of a classic or a Connect session.

        Returns
        -------
        pyspark.sql.DataFrame
            Lazy; to be looked at, not computed.

        Raises
        ------
        Refused
            The first step that does not fit the columns before it; names its place in the file.
        """
        with self._places():
            return _segments.run(self.steps, df, dry=True, named=self.tables)

    @contextmanager
    def _places(self) -> Iterator[None]:
        """Put places in the file before the lines of a refusal."""
        try:
            yield
        except Refused as error:
            lines = (self._placed(line) for line in str(error).splitlines())
            raise Refused("\n".join(lines)) from error.__cause__

    def _placed(self, line: str) -> str:
        """Put the place in the file before a line that begins with ``steps[i]``."""
        number = re.match(r"steps\[(\d+)\]", line)
        place = self.steps[int(number[1])].place if number else ""
        return f"{place}: {line}" if place else line

    def _written(self, steps: list[list[Any]]) -> str:
        written, tables = to_json(steps)
        if tables:
            raise Refused(f"{self.name}: a DataFrame cannot be written to a file; give the name of a table")
        return written

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


def _step(own: _own.Known, name: str, params: dict[str, Any], place: str, fitted: str | None = None) -> Step:
    declaration = own.steps.get(name)
    return Step(name, params, place, fitted) if declaration is None else _own.OwnStep(declaration, params, place)


def _descriptors(declarations: Iterable[_own.Declaration]) -> str:
    return json.dumps([declaration.descriptor for declaration in declarations])
