"""The commands that need no Python: the jar does their work, as it does under ``spark-submit``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from peleus import _door
from peleus.cli._drawn import with_page
from peleus.cli._outcome import Outcome
from peleus.cli._session import quiet_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def run(command: str, options: Mapping[str, str]) -> Outcome:
    """Run a command of the jar in a session of its own; see `run_on`."""
    with quiet_session(f"peleus {command}", tables="store" in options) as spark:
        return run_on(spark, command, options)


def run_on(spark: SparkSession, command: str, options: Mapping[str, str]) -> Outcome:
    """
    Run a command of the jar.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
        Classic; with a store one that has a catalog that lasts.
    command : str
        Its name.
    options : mapping
        What was given on the command line.

    Returns
    -------
    Outcome
        What the jar tells, with the page of the run's report where it has one.

    Raises
    ------
    peleus.Refused
        An option or what it names is not allowed; nothing is written then.
    """
    return with_page(spark, Outcome.told(_door.run_command(spark, command, json.dumps(options))))
