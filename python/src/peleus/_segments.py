"""The steps of a recipe in order: a run of Scala's steps is one call through the door, own steps run here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame

from peleus import _door
from peleus._own import OwnStep
from peleus._step import Step, to_json
from peleus.errors import Refused


def run(steps: Sequence[Step], df: DataFrame) -> DataFrame:
    """
    Apply the steps; lazy.

    Raises
    ------
    peleus.Refused
        The first step that does not fit the columns before it; each line begins with ``steps[i]``.
    """
    for own, numbered in groupby(enumerate(steps), key=lambda pair: isinstance(pair[1], OwnStep)):
        if own:
            for number, step in numbered:
                df = _own(number, step, df)
        else:
            df = _scala(list(numbered), df)
    return df


def _scala(numbered: Sequence[tuple[int, Step]], df: DataFrame) -> DataFrame:
    written, tables = to_json([step.written for _, step in numbered])
    return _door.recipe(df, written, numbered[0][0], tables)


def _own(number: int, step: Step, df: DataFrame) -> DataFrame:
    place = f"steps[{number}]"
    try:
        return step(df)
    except Refused as error:
        lines = (f"{place}.{line}" for line in str(error).splitlines())
        raise Refused("\n".join(lines)) from error.__cause__
    except AnalysisException as error:
        raise Refused(f"{place}.{step.name}: {str(error).strip().splitlines()[0]}") from error
    except Exception as error:
        error.add_note(f"raised in {place}.{step.name}")
        raise
