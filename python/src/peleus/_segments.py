"""The steps of a recipe in order: a run of Scala's steps is one call through the door, own steps run here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, cast

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from peleus import _door
from peleus._own import OwnStep
from peleus._step import Step, to_json
from peleus.errors import Refused


def run(
    steps: Sequence[Step],
    df: DataFrame,
    first: int = 0,
    dry: bool = False,
    named: Mapping[str, DataFrame] = MappingProxyType({}),
) -> DataFrame:
    """
    Apply the steps; lazy.

    Parameters
    ----------
    steps : sequence of Step
        Consecutive steps of a recipe.
    df : pyspark.sql.DataFrame
        What comes in.
    first : int, default 0
        Position of the first one in the whole recipe.
    dry : bool, default False
        Whether steps that learn may do without constants, over no rows.
    named : mapping of str to DataFrame, optional
        What steps name, where that is no table of the session's catalog.

    Raises
    ------
    peleus.Refused
        The first step that does not fit the columns before it; each line begins with ``steps[i]``.
    """
    for own, numbered in groupby(enumerate(steps, first), key=lambda pair: isinstance(pair[1], OwnStep)):
        if own:
            for number, step in numbered:
                df = _own(number, cast(OwnStep, step), df, named)
        else:
            df = _scala(list(numbered), df, dry, named)
    return df


def fit(steps: Sequence[Step], df: DataFrame, named: Mapping[str, DataFrame]) -> list[Step]:
    """
    Fit each step that learns, on the rows as the steps before it leave them; runs one job for each of them.

    Raises
    ------
    peleus.Refused
        The first step that does not fit the columns before it; each line begins with ``steps[i]``.
    """
    learn = learning(steps, df.sparkSession)
    fitted, begun = list(steps), 0  # `df` is what comes in at steps[begun], where a run of Scala's steps begins
    for number, step in enumerate(steps[: max(learn, default=-1) + 1]):
        if isinstance(step, OwnStep):
            df, begun = run(fitted[begun : number + 1], df, begun, named=named), number + 1
        elif number in learn:
            unfitted = Step(step.name, step.params)
            written, tables = to_json([each.written for each in (*fitted[begun:number], unfitted)])
            fitted[number] = step.with_constants(_door.learn(df, written, begun, tables, named))
    return fitted


def learning(steps: Sequence[Step], spark: SparkSession) -> dict[int, str]:
    """Find the steps that learn, with constants or without: by position, why one without any cannot be applied."""
    written, _ = to_json([[step.name, {}] if isinstance(step, OwnStep) else _named(step) for step in steps])
    found: list[tuple[int, str]] = json.loads(_door.ask(spark, "learning", written))
    return {number: f"steps[{number}].{why}" for number, why in found}


def _named(step: Step) -> list[Any]:
    """Write a step for a question: whether it learns does not depend on a table's rows, so any name stands for them."""
    frames = {name: "a DataFrame" for name, value in step.params.items() if isinstance(value, DataFrame)}
    return [step.name, {**step.params, **frames}]


def _scala(numbered: Sequence[tuple[int, Step]], df: DataFrame, dry: bool, named: Mapping[str, DataFrame]) -> DataFrame:
    written, tables = to_json([step.dry if dry else step.written for _, step in numbered])
    return _door.recipe(df, written, numbered[0][0], tables, named)


def _own(number: int, step: OwnStep, df: DataFrame, named: Mapping[str, DataFrame]) -> DataFrame:
    place = f"steps[{number}]"
    try:
        return step.over(df, named)
    except Refused as error:
        lines = (f"{place}.{line}" for line in str(error).splitlines())
        raise Refused("\n".join(lines)) from error.__cause__
    except AnalysisException as error:
        raise Refused(f"{place}.{step.name}: {str(error).strip().splitlines()[0]}") from error
    except Exception as error:
        error.add_note(f"raised in {place}.{step.name}")
        raise
