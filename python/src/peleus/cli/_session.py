"""The session of a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from peleus.session import session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_QUIET = {"spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}


# Where the metastore is, the jar says before the first look into it.
_WITH_TABLES = {"spark.sql.catalogImplementation": "hive"}


@contextmanager
def quiet_session(app: str, *, tables: bool = False) -> Iterator[SparkSession]:
    """Start a session that leaves the terminal to the command, and stop it at the end."""
    spark = session(app, config=_QUIET | (_WITH_TABLES if tables else {}))
    try:
        yield spark
    finally:
        spark.stop()
