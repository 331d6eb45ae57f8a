"""``pipeline.yaml``: read, checked against its JSON Schema, and looked at as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peleus._declared import reading, schema
from peleus._declared.document import Document, Problem, refuse
from peleus._declared.nearest import nearest
from peleus.errors import Refused
from peleus.pipeline import schedule
from peleus.pipeline.periods import is_period, starts_after
from peleus.pipeline.schedule import Schedule
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Step, Train

_FILES = {"check": "contract", "prepare": "recipe", "train": "model"}


@dataclass(frozen=True)
class Pipeline:
    """
    The steps of one data product.

    Parameters
    ----------
    name : str
        Its run records are kept under it.
    steps : tuple of Step
        What is done, in this order.
    schedule : Schedule, optional
        When it runs by itself.
    """

    name: str
    steps: tuple[Step, ...]
    schedule: Schedule | None = None

    @classmethod
    def load(cls, file: Path) -> Pipeline:
        """
        Read a pipeline and check it, all of it.

        Parameters
        ----------
        file : pathlib.Path
            The file; what it names lies in its folder.

        Raises
        ------
        peleus.Refused
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed.
        """
        document = reading.read(file, "a pipeline")
        allowed = schema.schema("pipeline.schema.json")
        refuse(schema.problems(document, allowed))
        filled = schema.filled(document.value, allowed)
        declared = [_Declared(at, *next(iter(each.items()))) for at, each in enumerate(filled["steps"])]
        times = filled.get("schedule")
        refuse([*schedule.problems(document, times), *_Checked(document, file.parent, declared).problems()])
        steps: list[Step] = []
        for each in declared:
            steps.append(_step(each, file.parent, {step.makes for step in steps if isinstance(step, Train)}))
        return cls(filled["pipeline"], tuple(steps), Schedule.read(times) if times else None)


@dataclass(frozen=True)
class _Declared:
    """A step as it was written: its position, its kind, its keys."""

    at: int
    kind: str
    keys: Mapping[str, Any]

    def way(self, key: str) -> tuple[str | int, ...]:
        return ("steps", self.at, self.kind, key)


class _Checked:
    """What a schema cannot say: files, tables that steps make for each other, dates, order."""

    def __init__(self, document: Document, folder: Path, steps: list[_Declared]) -> None:
        self._document = document
        self._folder = folder
        self._steps = steps
        self._trained: list[str] = []

    def problems(self) -> list[Problem]:
        made: list[str] = []
        found: list[Problem] = []
        for step in self._steps:
            found += [*self._order(step), *self._file(step), *self._dates(step), *self._tables(step, made)]
            made += [step.keys["into"]] if "into" in step.keys else []
        return found

    def _order(self, step: _Declared) -> Iterator[Problem]:
        if step.kind == Receive.kind and step.at > 0:
            way = ("steps", step.at, step.kind)
            yield self._document.problem(way, "is allowed once, as the first step", self._document.keys[way])

    def _file(self, step: _Declared) -> Iterator[Problem]:
        if step.kind in _FILES:
            key = _FILES[step.kind]
            file = self._folder / step.keys[key]
            if not file.is_file():
                yield self._document.problem(step.way(key), f"there is no file {file}")
            elif step.kind == Train.kind:
                yield from self._model(step, file)

    def _model(self, step: _Declared, file: Path) -> Iterator[Problem]:
        try:
            name = _model_name(file)
        except Refused as refused:
            yield self._document.problem(step.way("model"), str(refused))
            return
        if name in self._trained:
            yield self._document.problem(step.way("model"), f"an earlier step trains '{name}' already")
        self._trained.append(name)

    def _dates(self, step: _Declared) -> Iterator[Problem]:
        dates = {key: str(step.keys[key]) for key in ("first", "last") if key in step.keys}
        wrong = [key for key, text in dates.items() if not is_period(text)]
        for key in wrong:
            yield self._document.problem(step.way(key), f"wants a date of the calendar, got {dates[key]}")
        if len(dates) == 2 and not wrong and starts_after(dates["first"], dates["last"]):
            yield self._document.problem(step.way("last"), f"{dates['last']} is before first, {dates['first']}")

    def _tables(self, step: _Declared, made: list[str]) -> Iterator[Problem]:
        needed = [] if step.kind == Receive.kind or "from" not in step.keys else [(step.way("from"), step.keys["from"])]
        needed += [((*step.way("latest"), at), table) for at, table in enumerate(step.keys.get("latest", []))]
        for way, table in needed:
            if table not in made:
                yield self._document.problem(way, f"no earlier step makes '{table}'{nearest(table, made)}")
        if step.keys.get("into") in made:
            yield self._document.problem(step.way("into"), f"an earlier step makes '{step.keys['into']}' already")


def _step(declared: _Declared, folder: Path, trained: Collection[str]) -> Step:
    keys = declared.keys
    first, last = (str(keys[key]) if key in keys else None for key in ("first", "last"))
    match declared.kind:
        case Receive.kind:
            return Receive(folder / keys["from"])
        case Check.kind:
            return Check(folder / keys["contract"], keys["into"])
        case Prepare.kind:
            recipe, latest = folder / keys["recipe"], tuple(keys["latest"])
            return Prepare(recipe, keys["from"], keys["into"], keys.get("history"), latest)
        case Train.kind:
            model = folder / keys["model"]
            return Train(model, keys["from"], _model_name(model), first, last)
        case _:
            score = Score(keys["model"], keys["from"], keys["into"], first, last)
            return replace(score, waits=score.name in trained)


def _model_name(file: Path) -> str:
    """Read the name of a model; everything else in its file is checked when it is trained."""
    declared = reading.read(file, "a model").value
    name = declared.get("model") if isinstance(declared, dict) else None
    if not isinstance(name, str) or not name:
        raise Refused(f"{file} does not say what the model is called: 'model' is missing")
    return name
