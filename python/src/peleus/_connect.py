"""The way into the JVM on Spark Connect: table functions that the jar registers on the server."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakSet

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from peleus import _preflight

_checked: WeakSet[SparkSession] = WeakSet()


def preflight(spark: SparkSession) -> None:
    """Check once a session that the server has the jar, and that it fits."""
    if spark not in _checked:
        _preflight.check(_version(spark))
        _checked.add(spark)


def _version(spark: SparkSession) -> str | None:
    try:
        return str(call(spark, "version", [], []).head()[0])  # type: ignore[index]
    except AnalysisException as error:
        if error.getCondition() == "UNRESOLVABLE_TABLE_VALUED_FUNCTION":
            return None
        raise


def call(spark: SparkSession, function: str, frames: Sequence[DataFrame], words: Sequence[str | None]) -> DataFrame:
    """
    Call ``peleus_<function>(TABLE(frame)…, 'word'…)`` on the server.

    The schema is asked for at once: Connect is lazy, and a refusal should be raised on the line that earned it.
    """
    texts = {f"w{i}": word for i, word in enumerate(words)}
    tables = {f"t{i}": frame for i, frame in enumerate(frames)}
    arguments = ", ".join([*(f"TABLE({{{name}}})" for name in tables), *(f":{name}" for name in texts)])
    answer = spark.sql(f"SELECT * FROM peleus_{function}({arguments})", args=texts, **tables)
    _ = answer.schema
    return answer
