"""The command ``prepare``: a recipe on a table, with own steps in Python where it has some."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from peleus import _door
from peleus.cli._drawn import with_page
from peleus.cli._outcome import DONE, Outcome
from peleus.cli._session import quiet_session
from peleus.errors import Refused
from peleus.recipe import Recipe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def run(**options: str) -> Outcome:
    """Prepare in a session of its own; see `run_on`."""
    if not Path(options["recipe"]).is_file():
        raise Refused(f"there is no file {options['recipe']}")
    with quiet_session("peleus prepare", tables="store" in options) as spark:
        return run_on(spark, **options)


def run_on(spark: SparkSession, **options: str) -> Outcome:
    """
    Apply a recipe to a table, and publish or write what comes out.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
        Classic; with a store one that has a catalog that lasts.
    **options : str
        Those of the command, by their names.

    Returns
    -------
    Outcome
        What was done, for people.

    Raises
    ------
    peleus.Refused
        The recipe, the source or another option is not allowed; nothing is written then.
    """
    return _publish(spark, options) if "store" in options else _write(spark, options)


def _write(spark: SparkSession, options: dict[str, str]) -> Outcome:
    rows = _door.open_prepare(spark, json.dumps(options))
    recipe = Recipe.load(options["recipe"], spark)
    return Outcome(DONE, _door.write_table(_made(recipe, rows), options["into"]))


def _publish(spark: SparkSession, options: dict[str, str]) -> Outcome:
    recipe = Recipe.load(options["recipe"], spark)
    preparation = _door.preparation(spark, json.dumps(options), recipe.name, *recipe.written(), recipe.sources())
    unchanged = _door.unchanged(spark, preparation)
    if unchanged is not None:
        return Outcome.told(unchanged)
    made = _made(recipe.using(_door.tables_of(spark, preparation)), _door.prepared_from(spark, preparation))
    return with_page(spark, Outcome.told(_door.publish(preparation, made)))


def _made(recipe: Recipe, rows: DataFrame) -> DataFrame:
    recipe.require_fitted(rows.sparkSession)
    recipe.check(rows.schema, rows.sparkSession)
    return rows.transform(recipe)
