"""The mistakes that a classifier was surest of, for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import DecimalType

from peleus.errors import Refused
from peleus.learning._columns import column, number

MASKED = "peleus.masked"
"""In the metadata of a column: a contract masks it, and nobody is to see its values."""

_INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"
_JSON = {
    "ignoreNullFields": "false",
    "timeZone": "UTC",
    "timestampFormat": _INSTANT + "XXX",
    "timestampNTZFormat": _INSTANT,
}


def most_confident(
    predictions: DataFrame,
    score: str,
    label: str,
    columns: Sequence[str],
    threshold: float,
    most: int,
    masked: Collection[str] = (),
) -> dict[str, Any]:
    """
    Give the false positives of highest score and the false negatives of lowest score; one pass each.

    Rows of one score stand in the order of ``columns``, ascending with null first, so the answer does not depend on
    how the rows are spread.

    Parameters
    ----------
    predictions
        one row a prediction
    score, label
        as in `Scores.collect`; rows where either is null are no mistakes
    columns
        what to show of a row, at least one column; of types that Spark can order (no maps, no vectors)
    threshold
        scores at or above it were predicted positive
    most
        how many rows of each kind at most
    masked
        columns whose values are not to be seen, besides those whose metadata says so

    Returns
    -------
    dict
        ``false_positives`` and ``false_negatives``; each a list of ``{"score": number, "values": {column: value}}``.
        ``masked``: those of ``columns`` whose values nobody is to see; they are null.
        Values are what Spark's to_json writes: whole numbers and doubles as numbers, NaN and infinities as text,
        dates as ISO text, instants as ISO text in UTC, BINARY as base64, arrays as lists, structs as dictionaries.
        A DECIMAL column is text, so that no digit is lost; inside arrays and structs decimals are numbers.

    Raises
    ------
    peleus.Refused
        No columns are named, or ``most`` is negative.
    """
    if not columns:
        raise Refused("columns is empty; name at least one column to show")
    if most < 0:
        raise Refused(f"most is {most}; at least 0 is needed")
    value, actual = number(score), number(label)
    hidden = {*masked, *masked_columns(predictions)}.intersection(columns)
    false_positives = predictions.where((value >= threshold) & (actual == 0))
    false_negatives = predictions.where((value < threshold) & (actual == 1))
    return {
        "false_positives": _first(false_positives, value, value.desc(), columns, hidden, most),
        "false_negatives": _first(false_negatives, value, value.asc(), columns, hidden, most),
        "masked": [name for name in columns if name in hidden],
    }


def masked_columns(df: DataFrame) -> list[str]:
    """Name the columns that a contract masks, as far as Spark has passed their metadata on."""
    return [field.name for field in df.schema if field.metadata.get(MASKED)]


def _first(
    rows: DataFrame, score: Column, order: Column, columns: Sequence[str], hidden: Collection[str], most: int
) -> list[dict[str, Any]]:
    named = [column(name) for name in columns]
    ordered = rows.orderBy(order, *(one.asc_nulls_first() for one in named)).limit(most)
    types = [field.dataType for field in rows.select(*named).schema]
    shown = [
        (F.lit(None) if name in hidden else one.cast("string") if isinstance(type_, DecimalType) else one).alias(name)
        for one, type_, name in zip(named, types, columns, strict=True)
    ]
    document = F.to_json(F.struct(score.alias("score"), F.struct(*shown).alias("values")), _JSON)
    return [json.loads(text) for (text,) in ordered.select(document).collect()]
