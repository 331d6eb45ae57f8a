"""Columns of predictions, by the name they have: a dot in it is a letter, not a way into a struct."""

from __future__ import annotations

import math

from pyspark.sql import Column
from pyspark.sql import functions as F


def column(name: str) -> Column:
    """Give the column of exactly this name."""
    return F.col("`" + name.replace("`", "``") + "`")


def number(name: str) -> Column:
    """Give the column as DOUBLE."""
    return column(name).cast("double")


def is_finite(value: Column) -> Column:
    """Tell finite numbers from null, NaN and the infinities; never null. Spark orders NaN above infinity."""
    return F.coalesce(F.abs(value) < F.lit(math.inf), F.lit(False))
