"""Pages beside reports, drawn at the end of a command. What became of the run is settled by then, whatever happens."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from peleus import _door
from peleus.cli._outcome import Outcome
from peleus.reports import page

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def with_page(spark: SparkSession, done: Outcome) -> Outcome:
    """Draw the page beside a command's report, where it has one, and name it in what the command says."""
    if done.report is None:
        return done
    return dataclasses.replace(done, text=done.text.replace(done.report, _page(spark, done.report), 1))


def _page(spark: SparkSession, report: str) -> str:
    file = report.removesuffix("json") + "html"
    try:
        _door.replace_file(spark, file, page(json.loads(_door.read_file(spark, report))))
    except Exception as error:
        return f"{report} (its page could not be drawn: {error})"
    return file
