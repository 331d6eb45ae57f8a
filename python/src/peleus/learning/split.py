"""Parts of the rows: to learn from, to choose by, to be tested on. Two columns, so that they are data like the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from peleus.errors import Refused

PART = "split"
FOLD = "fold"
TRAIN = "train"
VALIDATION = "validation"
TEST = "test"

_PARTS = (TRAIN, VALIDATION, TEST)
_MILLION = 1_000_000
_HASHABLE = (
    T.StringType,
    T.IntegralType,
    T.DecimalType,
    T.BooleanType,
    T.DateType,
    T.TimestampType,
    T.TimestampNTZType,
)


@dataclass(frozen=True)
class Period:
    """
    A half-open period of days.

    Parameters
    ----------
    start : datetime.date, optional
        The first day; default: the beginning of time.
    before : datetime.date, optional
        The first day that is no longer in it; default: the end of time.
    """

    start: date | None = None
    before: date | None = None


@dataclass(frozen=True)
class TimeSplit:
    """
    Parts by time: what comes later is tested on, as it will be in production. Apply it with ``df.transform(split)``.

    Adds `split`, a STRING (train, validation, test; null where a row is in no period), and `fold`, an INT from 0 for
    rows to learn from, null for others. Both are the same whatever the order and the partitions of the rows.

    Parameters
    ----------
    column : str
        A DATE, or a TIMESTAMP, whose day is the one in UTC; where it is null a row is in no part.
    periods : mapping of str to Period
        For train and test, and for validation where there is one. They must not overlap.
    key : sequence of str, optional
        Rows of one key are in one fold; default: `column`, which keeps a day together.
    folds : int, default 0
        How many folds the rows to learn from are divided into; 0: none.
    salt : str, optional
        Another text gives other folds.
    """

    column: str
    periods: Mapping[str, Period]
    key: Sequence[str] = ()
    folds: int = 0
    salt: str = ""

    def __call__(self, df: DataFrame) -> DataFrame:
        """Add the two columns; lazy."""
        _require_new(df)
        day = _day(df, self.column)
        part = F.lit(None).cast("string")
        for name in _PARTS:
            if name in self.periods:
                part = F.when(_inside(day, self.periods[name]), name).otherwise(part)
        return _with_folds(df.withColumn(PART, part), self.key or [self.column], self.folds, self.salt)


@dataclass(frozen=True)
class HashSplit:
    """
    Parts by a hash of the key: a row stays in its part when rows are added, shuffled or divided otherwise.

    Adds `split` and `fold` as `TimeSplit` does. A row's part is read off ``pmod(xxhash64(salt, key), 1000000)``.

    Parameters
    ----------
    shares : mapping of str to float
        Of train, validation and test; together at most 1, what is left is in no part.
    key : sequence of str
        Columns of text, whole numbers, decimals, booleans, dates or timestamps. Rows of one key are in one part and
        in one fold.
    folds : int, default 0
        How many folds the rows to learn from are divided into; 0: none.
    salt : str, optional
        Another text gives other parts and folds.
    """

    shares: Mapping[str, float]
    key: Sequence[str]
    folds: int = 0
    salt: str = ""

    def __call__(self, df: DataFrame) -> DataFrame:
        """Add the two columns; lazy."""
        _require_new(df)
        place = F.pmod(_hash(df, self.key, f"{self.salt}/split"), F.lit(_MILLION))
        part, end = F.lit(None).cast("string"), 0.0
        for name in _PARTS:
            start, end = end, end + self.shares.get(name, 0.0)
            inside = (place >= round(start * _MILLION)) & (place < round(end * _MILLION))
            part = F.when(inside, name).otherwise(part)
        return _with_folds(df.withColumn(PART, part), self.key, self.folds, self.salt)


def declared(split: Mapping[str, Any]) -> TimeSplit | HashSplit:
    """Make the split that a `model.yaml` declares, in its long form."""
    folds, salt, key = split["folds"] or 0, split["salt"], tuple(split["key"])
    if split["strategy"] == "hash":
        shares = {name: share for name, share in split["shares"].items() if share is not None}
        return HashSplit(shares, key, folds, salt)
    periods = {name: _period(split[name]) for name in _PARTS if split[name] is not None}
    return TimeSplit(split["column"], periods, key, folds, salt)


def _period(written: Mapping[str, Any]) -> Period:
    first, before = written["from"], written["before"]
    return Period(first and date.fromisoformat(first), before and date.fromisoformat(before))


def _inside(day: Column, period: Period) -> Column:
    after = F.lit(True) if period.start is None else day >= F.lit(period.start)
    return after & (F.lit(True) if period.before is None else day < F.lit(period.before)) & day.isNotNull()


def _day(df: DataFrame, name: str) -> Column:
    kind = _type(df, name)
    if isinstance(kind, T.TimestampType):
        # days since 1970 of the instant: a cast to DATE would ask the session for its time zone
        return F.date_from_unix_date(F.floor(F.unix_micros(F.col(f"`{name}`")) / F.lit(86_400_000_000)).cast("int"))
    if not isinstance(kind, (T.DateType, T.TimestampNTZType)):
        raise Refused(f"split: column '{name}' is {kind.simpleString()}; parts by time need a DATE or TIMESTAMP")
    return F.col(f"`{name}`").cast("date")


def _with_folds(df: DataFrame, key: Sequence[str], folds: int, salt: str) -> DataFrame:
    if not folds:
        return df.withColumn(FOLD, F.lit(None).cast("int"))
    fold = F.pmod(_hash(df, key, f"{salt}/fold"), F.lit(folds)).cast("int")
    return df.withColumn(FOLD, F.when(F.col(PART) == TRAIN, fold))


def _hash(df: DataFrame, key: Sequence[str], salt: str) -> Column:
    cells: list[Column] = []
    for name in key:
        kind = _type(df, name)
        if not isinstance(kind, _HASHABLE):
            raise Refused(
                f"split: column '{name}' is {kind.simpleString()}; a key is of text, whole numbers, decimals, "
                "booleans, dates or timestamps"
            )
        cell = F.col(f"`{name}`")
        # as text, so that INT and BIGINT hash alike; with a flag, as xxhash64 passes over nulls
        text = F.unix_micros(cell) if isinstance(kind, T.TimestampType) else cell
        cells += [cell.isNull(), text.cast("string")]
    return F.xxhash64(F.lit(salt), *cells)


def _type(df: DataFrame, name: str) -> T.DataType:
    fields = [field for field in df.schema.fields if field.name.lower() == name.lower()]
    if not fields:
        raise Refused(f"split: there is no column '{name}'; there are {', '.join(df.columns)}")
    return fields[0].dataType


def _require_new(df: DataFrame) -> None:
    for name in (PART, FOLD):
        if name in (column.lower() for column in df.columns):
            raise Refused(f"split: there is a column '{name}' already; rename it, or drop it")
