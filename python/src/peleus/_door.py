"""The door to Scala, in either kind of session: by py4j, or by table functions on Spark Connect."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from peleus.errors import Refused


def preflight(spark: SparkSession) -> None:
    """Check that the jar is there and of this package's version; the answer is remembered."""
    if _remote(spark):
        from peleus import _connect

        _connect.preflight(spark)
    else:
        from peleus import _jvm

        _jvm.door(spark)


def active(spark: SparkSession | None) -> SparkSession:
    """Take the session that is given, or else the active one."""
    found = spark or SparkSession.getActiveSession()
    if found is None:
        raise Refused("there is no active Spark session: start one with peleus.session(), or pass spark=")
    return found


def transform(df: DataFrame, name: str, params: str, fitted: str | None, tables: Sequence[DataFrame]) -> DataFrame:
    """Apply a transformation: its name, its parameters as JSON, what it learned as JSON, further tables."""
    return _frame("transform", df, [name, params, fitted], tables)


def recipe(
    df: DataFrame, steps: str, first: int, tables: Sequence[DataFrame], named: Mapping[str, DataFrame]
) -> DataFrame:
    """Apply consecutive steps: JSON of names and parameters, the first one's position, further tables, named ones."""
    return _frame("recipe", df, [steps, str(first)], tables, named)


def check(df: DataFrame, name: str, params: str, own: str, tables: int) -> str:
    """Check one step's parameters, also against the columns of `df`: the same JSON, defaults filled in."""
    return ask(df.sparkSession, "check", name, params, own, str(tables), df.schema.json())


def fit(df: DataFrame, name: str, params: str) -> DataFrame:
    """Learn from `df`: a lazy frame of one row."""
    return _frame("fit", df, [name, params], [])


def learn(
    df: DataFrame, steps: str, first: int, tables: Sequence[DataFrame], named: Mapping[str, DataFrame]
) -> DataFrame:
    """Learn what the last of consecutive steps learns, from the rows as the others leave them: one row, lazy."""
    return _frame("learn", df, [steps, str(first)], tables, named)


def ask(spark: SparkSession, function: str, *words: str) -> str:
    """Ask a question that needs no data: text in, text out."""
    preflight(spark)
    with _refusals():
        if _remote(spark):
            from peleus import _connect

            return str(_connect.call(spark, function, [], words).head()[0])  # type: ignore[index]
        from peleus import _jvm

        return str(getattr(_jvm.door(spark), function)(*words))


def compare(actual: DataFrame, expected: DataFrame, atol: float, rtol: float) -> dict[str, Any]:
    """Compare two frames as multisets of rows; what was found, as a dictionary."""
    spark = actual.sparkSession
    preflight(spark)
    with _refusals():
        if _remote(spark):
            from peleus import _connect

            words = [repr(float(atol)), repr(float(rtol))]
            found = _connect.call(spark, "compare", [actual, expected], words).head()[0]  # type: ignore[index]
        else:
            from peleus import _jvm

            found = _jvm.door(spark).compare(actual._jdf, expected._jdf, float(atol), float(rtol))
    answer: dict[str, Any] = json.loads(found)
    return answer


def open_table(spark: SparkSession, source: str) -> DataFrame:
    """Open a folder of Parquet files or a table. This and the next ones serve commands, whose session is classic."""
    with _refusals():
        return DataFrame(_classic(spark).openTable(spark._jsparkSession, source), spark)


def open_prepare(spark: SparkSession, options: str) -> DataFrame:
    """Open what `prepare` reads without a store; refuse a folder to be made that exists. Options are JSON."""
    with _refusals():
        return DataFrame(_classic(spark).openPrepare(spark._jsparkSession, options), spark)


def write_table(rows: DataFrame, into: str) -> str:
    """Write a folder of Parquet files, whole or not at all; what was written, for people."""
    with _refusals():
        return str(_classic(rows.sparkSession).writeTable(rows._jdf, into))


def as_of(df: DataFrame) -> dict[str, list[str]]:
    """Tell the moments that columns were computed from: names of columns, or days; only columns that have any."""
    with _refusals():
        moments: dict[str, list[str]] = json.loads(_classic(df.sparkSession).asOf(df._jdf))
    return moments


def scored(df: DataFrame, store: str, reference: str) -> DataFrame:
    """Add the score of a model of a store, and by which model it is; lazy."""
    with _refusals():
        return DataFrame(_classic(df.sparkSession).scored(df._jdf, store, reference), df.sparkSession)


def model_version(spark: SparkSession, store: str, reference: str) -> int:
    """Tell which version of a model a name such as ``delayed@champion`` stands for."""
    with _refusals():
        return int(_classic(spark).modelVersion(spark._jsparkSession, store, reference))


def run_command(spark: SparkSession, command: str, options: str) -> str:
    """Run a command of the jar with its options as JSON; its exit code, its text and its report's file, as JSON."""
    with _refusals():
        return str(_classic(spark).run(spark._jsparkSession, command, options))


def preparation(spark: SparkSession, options: str, recipe: str, steps: str, own: str, sources: Sequence[str]) -> Any:
    """Begin to prepare one date of a published table; the next ones take what this one gives."""
    with _refusals():
        return _classic(spark).preparation(spark._jsparkSession, options, recipe, steps, own, list(sources))


def unchanged(spark: SparkSession, preparation: Any) -> str | None:
    """Tell as JSON how the command ends when there is nothing to do; None when there is something."""
    with _refusals():
        answer: str | None = _classic(spark).unchanged(preparation)
    return answer


def prepared_from(spark: SparkSession, preparation: Any) -> DataFrame:
    """Open the rows that come in."""
    with _refusals():
        return DataFrame(_classic(spark).preparedFrom(preparation), spark)


def tables_of(spark: SparkSession, preparation: Any) -> dict[str, DataFrame]:
    """Open the other tables that the recipe names, those that are published."""
    with _refusals():
        found = _classic(spark).tablesOf(preparation)
    return {name: DataFrame(found[name], spark) for name in found}


def publish(preparation: Any, made: DataFrame) -> str:
    """Publish what the recipe has made; how the command ends, as JSON."""
    with _refusals():
        return str(_classic(made.sparkSession).publish(preparation, made._jdf))


def learned_from(spark: SparkSession, store: str, table: str, first: str, last: str) -> Any | None:
    """Find the published rows that are learned from, for the next two; None where the table is not published there."""
    with _refusals():
        return _classic(spark).learnedFrom(spark._jsparkSession, store, table, first, last)


def inputs(spark: SparkSession, found: Any) -> list[dict[str, Any]]:
    """Tell table, date, run and rows of each date; nothing where the last one is not published yet."""
    told: list[dict[str, Any]] = json.loads(_classic(spark).inputs(found))
    return told


def rows(spark: SparkSession, found: Any) -> DataFrame:
    """Open these rows."""
    return DataFrame(_classic(spark).rows(found), spark)


def read_file(spark: SparkSession, name: str) -> str:
    """Read a file of text, wherever the JVM's file systems reach."""
    with _refusals():
        return str(_classic(spark).readFile(spark._jsparkSession, name))


def replace_file(spark: SparkSession, name: str, text: str) -> None:
    """Make a file, or put it in the place of the one that is there."""
    with _refusals():
        _classic(spark).replaceFile(spark._jsparkSession, name, text)


def create_file(spark: SparkSession, name: str, text: str) -> bool:
    """Make a file that nobody has made before; whether this call made it."""
    with _refusals():
        return bool(_classic(spark).createFile(spark._jsparkSession, name, text))


def names(spark: SparkSession, folder: str) -> list[str]:
    """List what lies in a folder, sorted; of one that is not there, nothing."""
    with _refusals():
        return list(_classic(spark).names(spark._jsparkSession, folder))


def dates(spark: SparkSession, pattern: str, names: Sequence[str]) -> dict[str, str | None]:
    """Tell the date in each name of a file that a contract's pattern fits; names that it does not fit are left out."""
    with _refusals():
        found: dict[str, str | None] = json.loads(_classic(spark).dates(pattern, json.dumps(names)))
    return found


def land(spark: SparkSession, file: str, store: str) -> tuple[str, int]:
    """Keep the raw bytes of a file in a store; their SHA-256 and how many there are."""
    with _refusals():
        landed = json.loads(_classic(spark).land(spark._jsparkSession, file, store))
    return landed["sha256"], landed["bytes"]


def _classic(spark: SparkSession) -> Any:
    from peleus import _jvm

    return _jvm.door(spark)


def _frame(
    function: str,
    df: DataFrame,
    words: Sequence[str | None],
    tables: Sequence[DataFrame],
    named: Mapping[str, DataFrame] | None = None,
) -> DataFrame:
    spark = df.sparkSession
    preflight(spark)
    with _refusals():
        if _remote(spark):
            from peleus import _connect

            if named:
                raise Refused("tables can be given by name in a classic session only, not on Spark Connect")
            return _connect.call(spark, function, [df, *tables], words)
        from peleus import _jvm

        door = _jvm.door(spark)
        by_name = [] if named is None else [{name: table._jdf for name, table in named.items()}]
        answer = getattr(door, function)(df._jdf, *words, [table._jdf for table in tables], *by_name)
        return DataFrame(answer, spark)


def _remote(spark: SparkSession) -> bool:
    return type(spark).__module__.startswith("pyspark.sql.connect")


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn the JVM's refusal into Python's: the same sentence, without the two stacks around it."""
    try:
        yield
    except PySparkException as error:
        if error.getCondition() != "PELEUS_REFUSED":
            raise
        # getMessage() would look the condition up in Spark's own list, and fail
        sentence = str(error).split("\n\nJVM stacktrace:")[0].removeprefix("[PELEUS_REFUSED] ")
        raise Refused(sentence) from None
