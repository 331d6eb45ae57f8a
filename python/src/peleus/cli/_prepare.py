"""The command ``prepare``: a recipe on a table, with own steps in Python where it has some."""

from __future__ import annotations

from pathlib import Path

from peleus import _door
from peleus.cli._outcome import DONE, Outcome
from peleus.cli._session import quiet_session
from peleus.errors import Refused
from peleus.recipe import Recipe


def run(recipe: str, source: str, into: str) -> Outcome:
    """
    Apply a recipe to a table and write what comes out.

    Parameters
    ----------
    recipe : str
        File of the recipe.
    source : str
        A folder of Parquet files, or the name of a table.
    into : str
        Folder of Parquet files that is made; it must not exist.

    Returns
    -------
    Outcome
        What was written, for people.

    Raises
    ------
    peleus.Refused
        The recipe, the source or the folder is not allowed; nothing is written then.
    """
    if not Path(recipe).is_file():
        raise Refused(f"there is no file {recipe}")
    with quiet_session("peleus prepare") as spark:
        _door.require_new_table(spark, into)
        rows = _door.open_table(spark, source)
        steps = Recipe.load(recipe, spark)
        steps.require_fitted(spark)
        steps.check(rows.schema, spark)
        return Outcome(DONE, _door.write_table(rows.transform(steps), into))
