"""The session of a command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

from peleus.session import session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUIET = {"spark.ui.showConsoleProgress": "false"}

# Where the metastore is, the jar says before the first look into it.
_WITH_TABLES = {"spark.sql.catalogImplementation": "hive"}


@contextmanager
def quiet_session(app: str, *, tables: bool = False) -> Iterator[SparkSession]:
    """Start a session that leaves the terminal to the command, and stop it at the end."""
    _quiet_start()
    spark = session(app, config=_QUIET | (_WITH_TABLES if tables else {}))
    try:
        yield spark
    finally:
        spark.stop()


def _quiet_start() -> None:
    """Let a JVM that is started here say errors only, from its first line on, unless somebody has set up its logs."""
    if not {"SPARK_CONF_DIR", "SPARK_SUBMIT_OPTS"} & os.environ.keys():
        os.environ["SPARK_SUBMIT_OPTS"] = f"-Dlog4j2.configurationFile={files('peleus') / 'log4j2.properties'}"
