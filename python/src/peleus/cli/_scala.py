"""The commands that need no Python: the jar does their work, as it does under ``spark-submit``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from peleus import _door
from peleus.cli._outcome import Outcome
from peleus.cli._session import quiet_session
from peleus.reports import delivery_page

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def run(command: str, options: Mapping[str, str]) -> Outcome:
    """
    Run a command of the jar.

    Parameters
    ----------
    command : str
        Its name.
    options : mapping
        What was given on the command line.

    Returns
    -------
    Outcome
        The exit code and the text of the jar, with the page of the run's report where it has one.

    Raises
    ------
    peleus.Refused
        An option or what it names is not allowed; nothing is written then.
    """
    with quiet_session(f"peleus {command}", tables="store" in options) as spark:
        answer = json.loads(_door.run_command(spark, command, json.dumps(options)))
        text: str = answer["text"]
        if answer["report"] is not None:
            text = text.replace(answer["report"], _drawn(spark, answer["report"]), 1)
    return Outcome(answer["exit_code"], text)


def _drawn(spark: SparkSession, report: str) -> str:
    """Draw the page beside a report, and name it. What became of the run is settled by then, whatever happens here."""
    page = report.removesuffix("json") + "html"
    try:
        _door.replace_file(spark, page, delivery_page(json.loads(_door.read_file(spark, report))))
    except Exception as error:
        return f"{report} (its page could not be drawn: {error})"
    return page
